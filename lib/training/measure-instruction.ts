import { setTimeout as sleep } from "node:timers/promises";
import type { TaskAnswer } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import type { ModelVersion } from "@/lib/registry/schemas";
import type { SourcedExample } from "./dataset-store";
import type { AnsweredExample } from "./evaluate-answers";

/** Requests at once: few enough for the rate limits of small accounts. */
const AT_ONCE = 4;
/** Pauses before a request that was refused for want of capacity is asked again, milliseconds. */
const PAUSES_MS = [1_000, 4_000, 15_000, 30_000];
const WORTH_WAITING = ["rate_limited", "overloaded", "timeout", "connection", "server_error"];
/** Stands for an answer that is no label. */
const NO_LABEL = "(no label)";

/** What was asked so far. */
export type Purse = {
  callCount: number;
  costUsd: number;
  /** One of the calls had no known price. */
  isPriceUnknown: boolean;
};

export type AskedRow = AnsweredExample & { latencyMs: number };
export type Measured = { answers: AskedRow[]; /** The money was spent before the last row. */ isCut: boolean };

type Asking = {
  version: ModelVersion;
  purse: Purse;
  /** Of the purse, earlier calls included. */
  maxCostUsd: number;
  tags: Record<string, string>;
  signal: AbortSignal;
  onAnswer: (done: number) => void;
  /** (Default: the pauses of this file.) */
  pausesMs?: readonly number[];
};

/**
 * Asks a version of a chat model through the gateway, as any request is served, outside of live traffic. An answer that
 * is no label counts as wrong. Throws `upstream_failed` when the model cannot be asked at all.
 */
export async function measureInstruction(ctx: Ctx, rows: readonly SourcedExample[], asking: Asking): Promise<Measured> {
  const { purse, maxCostUsd, onAnswer } = asking;
  const answers: (AskedRow | undefined)[] = rows.map(() => undefined);
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < rows.length && purse.costUsd < maxCostUsd) {
      const at = next++;
      answers[at] = await askOne(ctx, rows[at]!, asking);
      onAnswer(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const asked = answers.filter((answer) => answer !== undefined);
  return { answers: asked, isCut: asked.length < rows.length };
}

async function askOne(ctx: Ctx, example: SourcedExample, asking: Asking): Promise<AskedRow> {
  const { text, label: truth, source, position } = example;
  const { version, purse, tags, signal, pausesMs = PAUSES_MS } = asking;
  for (let attempt = 0; ; attempt++) {
    signal.throwIfAborted();
    const answer = await ctx.runtime.callTask(ctx, {
      task: version.taskSlug,
      model: version.modelSlug,
      version,
      // Another model's answer would say nothing of this one.
      configuration: { fallbacks: [], cascade: null, council: null, agreement: null },
      messages: [{ role: "user", content: text }],
      tags,
      signal,
    });
    countCall(purse, answer);
    const { error, label, confidence, latencyMs } = answer;
    if (error === null || error.kind === "unusable") {
      const predicted = error === null ? (label ?? NO_LABEL) : NO_LABEL;
      const alternatives = label === null || confidence === null ? [] : [{ label, confidence }];
      return { text, truth, predicted, confidence, alternatives, characters: text.length, source, position, latencyMs };
    }
    const pauseMs = WORTH_WAITING.includes(error.kind) ? pausesMs[attempt] : undefined;
    if (pauseMs === undefined) {
      throw new AppError("upstream_failed", `${version.modelSlug} could not be asked: ${error.message}`);
    }
    await sleep(pauseMs, undefined, { signal });
  }
}

export function countCall(purse: Purse, { calls, costUsd, error }: TaskAnswer): void {
  purse.callCount += Math.max(1, calls.length);
  if (costUsd !== null) purse.costUsd += costUsd;
  else if (error === null) purse.isPriceUnknown = true;
}
