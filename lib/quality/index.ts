export { scoreOutput } from "./score-output";
