import { setTimeout as sleep } from "node:timers/promises";
import { executionRecord } from "@/lib/executions/test-executions";
import { insertExecutions } from "@/lib/executions";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { enforcedBudgets } from "./enforced-budgets";
import { reserveSpend } from "./reserve-spend";

export type Race = {
  /** All at once. */
  calls: number;
  /** What each of them costs in the end, and what is set aside for it before, US dollars. */
  costUsd: number;
  amountUsd: number;
  /** How long the model takes, milliseconds. */
  callMs: number;
};

export type RaceReport = {
  served: number;
  /** For each refused call what was said to be spent, US dollars. */
  refusedAtUsd: number[];
};

const spender = { task: "general_chat", keyId: null, user: null };

/** Makes calls as the gateway does: set aside, call, settle; what is settled is stored a little later, in batches. */
export async function raceForBudget(ctx: Ctx, { calls, costUsd, amountUsd, callMs }: Race): Promise<RaceReport> {
  const { budgets } = ctx.runtime;
  const { organizationId } = ctx;
  const report: RaceReport = { served: 0, refusedAtUsd: [] };
  const unstored: ExecutionRecord[] = [];
  const call = async (): Promise<void> => {
    const at = ctx.now();
    const id = newId(at.getTime());
    try {
      await reserveSpend(budgets, ctx.now, {
        organizationId,
        id,
        at,
        spender,
        enforced: enforcedBudgets(budgets.of(organizationId), spender, at),
        plan: null,
        amountOf: () => amountUsd,
        cheaper: () => null,
        signal: new AbortController().signal,
      });
    } catch (error) {
      if (!isAppError(error) || error.code !== "budget_exceeded") throw error;
      report.refusedAtUsd.push((error.details as { spentUsd: number }).spentUsd);
      return;
    }
    // Two processes have to meet at other moments in every run; what is promised holds for all of them.
    await sleep(callMs * (0.5 + Math.random()));
    budgets.settle(organizationId, id, costUsd);
    report.served++;
    unstored.push(
      executionRecord(organizationId, { id, createdAt: at.toISOString(), costUsd, taskSlug: spender.task }),
    );
  };
  let isOver = false;
  const storing = (async () => {
    while (!isOver || unstored.length > 0) {
      await insertExecutions(ctx.db, unstored.splice(0));
      await sleep(callMs);
    }
  })();
  await Promise.all(Array.from({ length: calls }, call)).finally(() => (isOver = true));
  await storing;
  await budgets.holdsOf(organizationId).flush();
  return report;
}
