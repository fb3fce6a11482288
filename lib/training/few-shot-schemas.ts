import { z } from "zod";
import { ModelSlug } from "@/lib/registry/schemas";

export const FewShotInput = z.strictObject({
  /** A chat model of the catalogue. */
  model: ModelSlug,
  /** Examples that its prompt may show, at most; 0 = the labels alone. */
  examples: z.number().int().min(0).max(40).default(8),
  /** US dollars that choosing and measuring may cost, over all attempts. A model without a known price is not limited by it. */
  maxCostUsd: z.number().min(0.0001).max(1_000).default(1),
  /** Held-out examples that it is measured on, at most. */
  measured: z.number().int().min(30).max(1_000).default(100),
});
export type FewShotInput = z.infer<typeof FewShotInput>;

/** Where the examples of a prompt come from. `labels`: there are none. */
export type ExampleChoice = "labels" | "diverse" | "helpful";

/** One prompt that was tried, on examples that are neither in it nor measure the winner. */
type TriedPrompt = {
  choice: ExampleChoice;
  exampleCount: number;
  /** 0–1 of `count`. */
  accuracy: number;
  count: number;
  isChosen: boolean;
};

export type FewShotReport = {
  tried: TriedPrompt[];
  callCount: number;
  /** null when the price is unknown. */ costUsd: number | null;
  isCut: boolean;
};

/** What was asked so far, also by attempts that died. */
export const FewShotState = z.object({
  callCount: z.number().int().default(0),
  /** US dollars; of calls without a known price nothing. */
  costUsd: z.number().default(0),
});
export type FewShotState = z.infer<typeof FewShotState>;
