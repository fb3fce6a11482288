export { createCodeSandbox } from "./code/code-sandbox";
export { scoreOutput } from "./score-output";
