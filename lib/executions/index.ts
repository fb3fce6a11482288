export { deleteTaskExecutions } from "./delete-task-executions";
export { executionColumns } from "./execution-columns";
export { executionHistory, type HistoryEntry } from "./execution-history";
export { getExecution } from "./get-execution";
export { insertExecutions } from "./insert-executions";
export { addHistograms, histogramQuantile } from "./latency-histogram";
export { createKeptRankings } from "./kept-rankings";
export { eachExecution, listExecutions } from "./list-executions";
export { collectSpoolMeters } from "./meters";
export { createExecutionObserver } from "./observe-executions";
export { collectPerformanceMeters } from "./performance-meters";
export { isRecordFault } from "./record-fault";
export { createRecorder, type Recorder } from "./recorder";
export { metricsTimeseries, reportMetrics } from "./report-metrics";
export {
  holdSpend,
  spendPerUser,
  sumSpend,
  type HoldAnswers,
  type SpendCheck,
  type SpendDimension,
  type SpendScope,
  type SpendSum,
  type WantedHold,
} from "./spend-store";
