import type { StoredRule } from "./fitted-policy";
import type { Outcomes } from "./outcomes";

/** One way to route, to be compared with others on the same prompts. */
export type PolicyFamily = {
  /**
   * Outcomes on prompts not learnt from, one for each price, and the rows of the table that they belong to. A price is
   * the score (0–1) given up to save the cost of one call of the best single model.
   */
  crossValidate(prices: readonly number[]): { rows: readonly number[]; outcomes: Outcomes[] };
  /** Learns from all prompts. */
  fit(price: number): { rule: StoredRule; description: string };
};
