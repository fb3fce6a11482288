export { chatTurn, streamChatTurn } from "./chat-turn";
export { askCouncil } from "./ask-council";
export { createAnswerScoring } from "./answer-scoring";
export { createTaskCaller } from "./call-task";
export { createEmbedWithModel } from "./embed-with-model";
export { OPENAI_PATHS } from "./describe-surface";
export { createNodeMount } from "./node-mount";
export { handleGatewayRequest, streamOf } from "./request-mount";
export { runTask, streamTask } from "./run-task";
