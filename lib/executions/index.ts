export { sumsByCache, type CacheSums } from "./cache-sums";
export { analyseCosts, possibleSavings } from "./analyse-costs";
export { costRows, reportCosts } from "./cost-report";
export type { CallTask, TaskAnswer, TaskCall } from "./task-caller";
export { deleteTaskExecutions } from "./delete-task-executions";
export { executionColumns } from "./execution-columns";
export { executionHistory, type HistoryEntry } from "./execution-history";
export { NO_SUMS } from "./execution-sums";
export { exportComparison, exportCostAnalysis, exportCosts, exportStats, exportTimeseries } from "./export-metrics";
export { foldDeltas } from "./fold-deltas";
export { getExecution } from "./get-execution";
export { insertExecutions } from "./insert-executions";
export { addHistograms, encodeHistogram, histogramQuantile } from "./latency-histogram";
export { readHoldoutSums, type HoldoutSums } from "./holdout-sums";
export { createKeptRankings } from "./kept-rankings";
export { eachExecution, listExecutions, listRecent } from "./list-executions";
export { collectSpoolMeters } from "./meters";
export { createExecutionObserver } from "./observe-executions";
export { collectPerformanceMeters } from "./performance-meters";
export { labelSpread } from "./label-spread";
export { lockJudged, type JudgedExecution } from "./lock-judged";
export { measureConfiguration, type MeasuredConfiguration } from "./measure-configuration";
export { measureVersion } from "./measure-version";
export { measureSlidingWindows, measureWindow } from "./measure-windows";
export { metricsComparison } from "./metrics-comparison";
export { metricsStats } from "./metrics-stats";
export { metricsTimeseries } from "./metrics-timeseries";
export { sumsByPromptVersion } from "./prompt-version-sums";
export { readAnswered, type AnsweredQuestion } from "./read-answered";
export { readApprovals, readWholeAnswers, type WholeAnswer } from "./read-whole-answers";
export { readAskedPrompts } from "./read-asked-prompts";
export { readPromptRequests } from "./read-prompt-requests";
export { readReportedRows } from "./read-recorded";
export { recordExecutions } from "./record-executions";
export { isRecordFault } from "./record-fault";
export { createRecorder, type Recorder } from "./recorder";
export { isPastMeasure, pastOfUnits } from "./past-of-units";
export { purgeMinuteRollups } from "./purge-minute-rollups";
export { readRoutedDecisions, type RoutedDecision } from "./read-routed-decisions";
export { readClassified, readInputs, STORED_INPUT_CHARACTERS, type ClassifiedInput } from "./read-inputs";
export { readScoredExecutions } from "./read-scored-executions";
export { purgeExecutions } from "./purge-executions";
export { changeVerdicts } from "./change-verdicts";
export { cancelRebuild, getRebuild, REBUILD_JOB, rebuildJob, rebuildRollups } from "./rebuild-rollups";
export { getRetention, updateRetention } from "./retention";
export { timeWindow } from "./time-window";
export { reportMetrics, reportTasks } from "./report-metrics";
export { repricingJob } from "./repricing-job";
export {
  applyRepricing,
  cancelRepricing,
  getRepricing,
  listRepricings,
  repricingEvents,
  REPRICING_JOB,
  startRepricing,
  undoRepricing,
} from "./repricings";
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
