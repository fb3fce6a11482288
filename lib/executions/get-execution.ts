import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { ExecutionDetail } from "./schemas";
import { findExecution } from "./store";

/** One execution with its routing decision and attempts. Throws `not_found` for another organization's as well. */
export async function getExecution(ctx: Ctx, id: string): Promise<ExecutionDetail> {
  requireScope(ctx, "read");
  const execution = isId(id) ? await findExecution(ctx, id) : null;
  if (!execution) throw notFound(`There is no execution ${id}`);
  return execution;
}
