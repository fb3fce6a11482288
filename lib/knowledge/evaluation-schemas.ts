import { z } from "zod";
import { text } from "./collection-schemas";
import type { SearchMode } from "./words";

/** Questions and the documents that answer them: grade by external id, 1 helps, 2 answers; at most 10. */
export const EvaluateInput = z.strictObject({
  queries: z
    .array(
      z.strictObject({
        query: text(4_000).trim().min(1, "is empty"),
        relevant: z
          .record(z.string().min(1).max(300), z.number().min(0).max(10))
          .refine((grades) => Object.keys(grades).length <= 100, { message: "names at most 100 documents" }),
      }),
    )
    .min(1, "holds at least one query")
    .max(200, "holds at most 200 queries"),
  /** Results that count. (Default: 10.) */
  k: z.number().int("is a whole number").min(1, "is at least 1").max(30, "is at most 30").default(10),
});
export type EvaluateInput = z.infer<typeof EvaluateInput>;

export type ModeQuality = {
  mode: SearchMode;
  /** Queries with a relevant document; the others say nothing and are left out. */
  queries: number;
  /** Means over the queries, 0–1. */
  recall: number;
  /** Mean reciprocal rank. */
  mrr: number;
  ndcg: number;
};
