import { insertExecutions } from "@/lib/executions";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import { executionRecord } from "@/lib/executions/test-executions";
import type { Ctx, Role } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import type { Runtime } from "@/lib/platform/runtime";
import { testCtx } from "@/lib/platform/test-runtime";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { createBudget } from "./create-budget";
import { createBudgets, type BudgetsOptions } from "./create-budgets";
import { CreateBudgetInput, type Budget } from "./schemas";

/** A clock that the test moves. */
export type TestClock = { now: () => Date; set: (iso: string) => void };

export function testClock(start: string): TestClock {
  let at = new Date(start);
  return { now: () => at, set: (iso) => (at = new Date(iso)) };
}

/** A runtime with registry and budgets, as one process has it. */
export function budgetsRuntime(
  db: Database,
  clock?: TestClock,
  options: Partial<Omit<BudgetsOptions, "now" | "log">> = {},
): Runtime {
  const runtime = registryRuntime(db, {}, clock ? { now: clock.now } : {});
  return Object.assign(runtime, { budgets: createBudgets(db, { now: runtime.now, log: runtime.log, ...options }) });
}

/** A new organization with everything that the first start gives it. */
export const budgetsCtx = (runtime: Runtime, role: Role = "owner"): Promise<Ctx> => seededCtx(runtime, role);

/** The same organization as another process and person see it. */
export const ctxOf = (runtime: Runtime, { organizationId }: Ctx, role: Role = "owner"): Ctx =>
  testCtx(runtime, organizationId, role);

/** A monthly budget of 10 dollars for the organization that only notifies, unless told otherwise. */
export const addBudget = (ctx: Ctx, input: object = {}): Promise<Budget> =>
  createBudget(ctx, CreateBudgetInput.parse({ name: "Team", limitUsd: 10, ...input }));

/** Stores an execution that cost so much, at the time of the context unless told otherwise. */
export async function spend(
  ctx: Ctx,
  costUsd: number | null,
  changes: Partial<ExecutionRecord> = {},
): Promise<ExecutionRecord> {
  const record = executionRecord(ctx.organizationId, { createdAt: ctx.now().toISOString(), costUsd, ...changes });
  await insertExecutions(ctx.db, [record]);
  return record;
}
