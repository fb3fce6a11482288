export { createCodeSandbox, type CodeSandbox } from "./code/code-sandbox";
export { canScore } from "./score";
export { inspectCode, scoreAnswer, scoreOutput } from "./score-output";
export { rankedIds } from "./scorers/retrieval";
export { removeAppeals, type WithoutAppeals } from "./text/remove-appeals";
export { scorerOfTask } from "./words";
