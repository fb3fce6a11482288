import { z } from "zod";
import { TaskSlug } from "@/lib/registry/schemas";
import { EXPERIMENT_METHODS, type ExperimentMethod } from "./words";

const whole = (min: number, max: number) =>
  z
    .number({ error: "is a whole number" })
    .int("is a whole number")
    .min(min, `is at least ${min}`)
    .max(max, `is at most ${max}`);

/** What of recorded executions an A/A test compares. */
const TESTED_MEASURES = ["success", "quality", "latency", "cost"] as const;

export const TesterInput = z.strictObject({
  task: TaskSlug,
  measure: z.enum(TESTED_MEASURES, { error: `is one of ${TESTED_MEASURES.join(", ")}` }).default("success"),
  /** `sequential` and `msprt` are judged at every look; `fixed` and `rank` at the last one alone. */
  method: z.enum(EXPERIMENT_METHODS, { error: `is one of ${EXPERIMENT_METHODS.join(", ")}` }).default("sequential"),
  /** Experiments of two equal variants that are made of recorded executions. */
  runs: whole(20, 500).default(200),
  unitsPerVariant: whole(100, 2_000).default(1_000),
  looks: whole(1, 100).default(20),
  /** The same seed gives the same answer. */
  seed: whole(0, 2_147_483_647).default(1),
});
export type TesterInput = z.infer<typeof TesterInput>;

export type TesterAnswer = {
  method: ExperimentMethod;
  /** Whether the level holds however often one looks, or for one look at the planned size. */
  isAnytime: boolean;
  /** Executions that the values were drawn from. */
  recorded: number;
  runs: number;
  /** Runs that called equal variants different, with a 95 % interval of the share that does. */
  falseVerdicts: number;
  rate: number;
  low: number;
  high: number;
  /** The same if a t test were made at every look: what this engine spares. */
  naiveRate: number;
  /** What was asked for. A test that looks once spends all of it, so about so many of its runs are false. */
  alpha: number;
  /** p values of the last look, by the method when it looks once and by a t test otherwise, in ten equal parts from 0 to 1: flat when a single look is honest. */
  pValues: number[];
};
