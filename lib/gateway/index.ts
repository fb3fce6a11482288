export { createAnswerScoring } from "./answer-scoring";
export { createNodeMount } from "./node-mount";
export { handleGatewayRequest, streamOf } from "./request-mount";
export { runTask, streamTask } from "./run-task";
