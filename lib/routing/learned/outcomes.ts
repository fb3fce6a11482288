/** What routing made of prompts, one number a prompt. */
export type Outcomes = { scores: Float64Array; costsUsd: Float64Array; calls: Float64Array };

export const emptyOutcomes = (count: number): Outcomes => ({
  scores: new Float64Array(count),
  costsUsd: new Float64Array(count),
  calls: new Float64Array(count),
});
