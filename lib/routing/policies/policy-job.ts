import { z } from "zod";
import { readScoredExecutions } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import type { JobHandler } from "@/lib/platform/jobs";
import { finalAnswer } from "../learned/final-answer";
import { partRead } from "../learned/part-read";
import type { ScoredPrompt } from "../learned/types";
import type { LearnPolicyInput } from "../policy-schemas";
import { putInForce } from "./activate-policy";
import { fitInThread } from "./fit-in-thread";
import type { CurrentPolicy } from "./fit-messages";
import { packPolicy, unpackPolicy } from "./policy-bytes";
import { activeOf, findPolicy, selectPolicyBytes, writeLearntPolicy } from "./policy-store";

export type PolicyJobParts = {
  embed: (texts: string[], signal: AbortSignal) => Promise<readonly Float32Array[]>;
  /** The prompts of imported recordings. */
  readRecordings: (ctx: Ctx, setIds: readonly string[]) => AsyncIterable<ScoredPrompt>;
};

const Payload = z.object({ policyId: z.uuid() });

/** More hold too much memory. */
const MAX_PROMPTS = 50_000;

/** Learns a policy, compares it with what decides today, and puts it in force when that was asked for. */
export function routingPolicyJob({ embed, readRecordings }: PolicyJobParts): JobHandler {
  return async (job) => {
    const { ctx, signal } = job;
    const { policyId } = Payload.parse(job.payload);
    const row = await findPolicy(ctx, policyId);
    if (!row) throw new Error(`The routing policy ${policyId} is gone`);
    const options = row.options as LearnPolicyInput;
    job.progress({ done: 0, total: null, step: "Reading the prompts" });
    const prompts = await readPrompts(ctx, options, readRecordings, signal);
    const learnt = await fitInThread({
      prompts,
      options: {
        seed: options.seed,
        targetQualityPercent: options.targetQualityPercent,
        useTask: options.useTask,
      },
      current: await currentPolicy(ctx, options.tasks),
      embed: (texts) => embed(texts, signal),
      onProgress: job.progress,
      signal,
    });
    signal.throwIfAborted();
    const { comparison } = learnt;
    const isActivated = options.activate === "always" || (options.activate === "if_better" && comparison.isBetter);
    const policy = await packPolicy(learnt.policy);
    await ctx.db.$transaction(async (tx) => {
      await job.requireLease(tx);
      const { evidence } = learnt.policy;
      await writeLearntPolicy(tx, ctx.organizationId, policyId, { evidence, comparison, policy });
      if (isActivated) await putInForce(tx, ctx, row, options.tasks, comparison.verdict);
    });
    if (isActivated) await ctx.runtime.routingPolicies.refresh();
    return { isActivated, verdict: comparison.verdict };
  };
}

async function readPrompts(
  ctx: Ctx,
  options: LearnPolicyInput,
  readRecordings: PolicyJobParts["readRecordings"],
  signal: AbortSignal,
): Promise<ScoredPrompt[]> {
  const prompts: ScoredPrompt[] = [];
  for await (const prompt of readRecordings(ctx, options.replaySets)) {
    signal.throwIfAborted();
    prompts.push({ ...prompt, prompt: partRead(prompt.prompt) });
    if (prompts.length >= MAX_PROMPTS) return prompts;
  }
  if (options.executionDays > 0) {
    const { tasks, executionDays } = options;
    const limit = MAX_PROMPTS - prompts.length;
    for (const scored of await readScoredExecutions(ctx, { tasks, days: executionDays, limit })) {
      const answer = scored.output === null ? null : finalAnswer(scored.output);
      prompts.push({
        id: scored.id,
        prompt: partRead(scored.input),
        task: scored.task,
        scores: { [scored.model]: scored.quality / 100 },
        costsUsd: scored.costUsd === null ? {} : { [scored.model]: scored.costUsd },
        answers: answer === null ? {} : { [scored.model]: answer },
      });
    }
  }
  return prompts;
}

/** Where the tasks have different ones, that of the first. */
async function currentPolicy(ctx: Ctx, tasks: readonly string[]): Promise<CurrentPolicy | null> {
  const active = await activeOf(ctx.db, ctx.organizationId);
  const id = tasks.map((task) => active.get(task)).find((found) => found !== undefined);
  const bytes = id === undefined ? null : await selectPolicyBytes(ctx.db, ctx.organizationId, id);
  if (id === undefined || bytes === null) return null;
  return { id, policy: await unpackPolicy(bytes) };
}
