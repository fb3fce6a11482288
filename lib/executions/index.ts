export { deleteTaskExecutions } from "./delete-task-executions";
export { executionColumns } from "./execution-columns";
export { executionHistory, type HistoryEntry } from "./execution-history";
export { getExecution } from "./get-execution";
export { insertExecutions } from "./insert-executions";
export { histogramQuantile } from "./latency-histogram";
export { eachExecution, listExecutions } from "./list-executions";
export { createRecorder, type Recorder } from "./recorder";
export { metricsTimeseries, reportMetrics } from "./report-metrics";
