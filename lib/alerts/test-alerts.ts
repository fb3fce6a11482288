import { budgetsRuntime, type TestClock } from "@/lib/budgets/test-budgets";
import { insertExecutions } from "@/lib/executions";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import { executionRecord } from "@/lib/executions/test-executions";
import type { Ctx } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import type { Runtime } from "@/lib/platform/runtime";
import { createCircuits } from "@/lib/providers";
import { createAlertRule } from "./create-alert-rule";
import { CreateAlertRuleInput, type AlertRule } from "./schemas";

/** A runtime with registry, budgets and circuits, as one process has it. */
export function alertsRuntime(db: Database, clock: TestClock): Runtime {
  const runtime = budgetsRuntime(db, clock);
  return Object.assign(runtime, { circuits: createCircuits(db, { now: clock.now, log: runtime.log }) });
}

/** A rule on the error rate of the whole organization over an hour, above a tenth, unless told otherwise. */
export const addRule = (ctx: Ctx, input: object = {}): Promise<AlertRule> =>
  createAlertRule(
    ctx,
    CreateAlertRuleInput.parse({ name: "Errors", metric: "error_rate", threshold: 0.1, minimumCount: 10, ...input }),
  );

/** Stores that many executions at the time of the context. */
export async function execute(ctx: Ctx, count: number, changes: Partial<ExecutionRecord> = {}): Promise<void> {
  const createdAt = ctx.now().toISOString();
  await insertExecutions(
    ctx.db,
    Array.from({ length: count }, () => executionRecord(ctx.organizationId, { createdAt, ...changes })),
  );
}

export const FAILED = { status: "failed", errorCode: "upstream_failed", quality: null } as const;
