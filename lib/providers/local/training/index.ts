export type { MeasuredModel } from "./measured-model";
export { trainInThread } from "./train-in-thread";
