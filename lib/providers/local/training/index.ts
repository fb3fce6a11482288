export type { MeasuredModel, ModelMetrics } from "./measured-model";
export type { TrainingProgress } from "./messages";
export { trainInThread, type TrainInThreadOptions } from "./train-in-thread";
