export { judgeAnswer } from "./judge/judge-answer";
export { getTaskSuite } from "./suites/get-task-suite";
