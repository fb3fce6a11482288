/** What routing made of prompts, one number a prompt. */
export type Outcomes = { scores: Float64Array; costsUsd: Float64Array; calls: Float64Array };

export const emptyOutcomes = (count: number): Outcomes => ({
  scores: new Float64Array(count),
  costsUsd: new Float64Array(count),
  calls: new Float64Array(count),
});

export const pickRows = (outcomes: Outcomes, rows: readonly number[]): Outcomes => ({
  scores: Float64Array.from(rows, (row) => outcomes.scores[row]!),
  costsUsd: Float64Array.from(rows, (row) => outcomes.costsUsd[row]!),
  calls: Float64Array.from(rows, (row) => outcomes.calls[row]!),
});
