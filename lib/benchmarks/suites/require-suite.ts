import type { Ctx } from "@/lib/platform/ctx";
import { isAppError, notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { Suite } from "../suite-schemas";
import { builtInSuites } from "./built-in-suites";
import { labelledSuite, taskOfLabelledSuite } from "./labelled-suite";
import { findHead, withTests } from "./suite-store";

/** A suite by its id, with its tests. Throws `not_found`, also for a deleted one. */
export async function requireSuite(ctx: Ctx, id: string): Promise<Suite> {
  const builtIn = builtInSuites().find((suite) => suite.id === id);
  if (builtIn) return builtIn;
  const task = taskOfLabelledSuite(id);
  const labelled = task === null ? null : await labelledOrNull(ctx, task);
  if (labelled) return labelled;
  const own = isId(id) ? await findHead(ctx.db, ctx.organizationId, id) : null;
  if (own && !own.deletedAt) return withTests(ctx, own.summary);
  throw notFound(`There is no benchmark suite \`${id}\`. GET /benchmarks/suites lists those that exist`, {
    field: "suite",
  });
}

/** A task that does not exist has no examples either. */
async function labelledOrNull(ctx: Ctx, task: string): Promise<Suite | null> {
  try {
    return await labelledSuite(ctx, task);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
