import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import { enqueueJob } from "@/lib/platform/jobs";
import { getTask } from "@/lib/registry";
import type { LearnPolicyInput, RoutingPolicy } from "../policy-schemas";
import { insertPolicy, toRoutingPolicy } from "./policy-store";

export const ROUTING_POLICY_JOB = "routing_policy";

/** Learns a routing policy in the background. Throws `not_found` for an unknown task. */
export async function learnRoutingPolicy(ctx: Ctx, input: LearnPolicyInput): Promise<RoutingPolicy> {
  requireScope(ctx, "write");
  const options = { ...input, tasks: [...new Set(input.tasks)] };
  for (const task of options.tasks) await getTask(ctx, task);
  const id = newId(ctx.now().getTime());
  return ctx.db.$transaction(async (tx) => {
    const job = await enqueueJob(ctx, { kind: ROUTING_POLICY_JOB, payload: { policyId: id } }, tx);
    const row = await insertPolicy(tx, ctx, { id, jobId: job.id, options });
    await recordAudit(tx, ctx, {
      action: "routing_policy.learn",
      subjectType: "routing_policy",
      subjectId: id,
      before: null,
      after: options,
    });
    return toRoutingPolicy(row, job, new Map());
  });
}
