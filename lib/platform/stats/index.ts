/** Pure statistics: no clock, no randomness, no product. README.md says which test answers which question. */
export type { Backtest, BacktestFold } from "./forecast/backtest";
export type { DailyValue } from "./forecast/daily-series";
export type { Forecast, ForecastOptions, ForecastPoint } from "./forecast/forecast-daily";
export { forecastDaily } from "./forecast/forecast-daily";
export type { LimitCrossing, ProjectedTotal } from "./forecast/forecast-total";
export { findLimitCrossing, projectTotal } from "./forecast/forecast-total";
export * from "./distributions/beta";
export * from "./distributions/binomial";
export * from "./distributions/chi-square";
export * from "./distributions/f-distribution";
export * from "./distributions/normal";
export * from "./distributions/student-t";
