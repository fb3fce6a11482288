export { createAnswerScoring } from "./answer-scoring";
export { createTaskCaller } from "./call-task";
export { createNodeMount } from "./node-mount";
export { handleGatewayRequest, streamOf } from "./request-mount";
export { runTask, streamTask } from "./run-task";
