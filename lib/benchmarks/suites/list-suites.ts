import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { page, type Page } from "@/lib/platform/pagination";
import { listTasks } from "@/lib/registry";
import type { ListSuitesQuery, Suite, SuiteSummary } from "../suite-schemas";
import { builtInSuites } from "./built-in-suites";
import { labelledSuite } from "./labelled-suite";
import { requireSuite } from "./require-suite";
import { selectOwnSuites } from "./suite-store";

/** Every suite that can be run: the organization's own, those of labelled examples, the product's. One page. */
export async function listSuites(ctx: Ctx, { category, task, limit }: ListSuitesQuery): Promise<Page<SuiteSummary>> {
  requireScope(ctx, "read");
  const own = await selectOwnSuites(ctx.db, ctx.organizationId);
  const suites = [...own, ...(await labelledSuites(ctx)), ...builtInSuites()]
    .filter((suite) => (!category || suite.category === category) && (!task || suite.task === task))
    .map(summaryOf);
  return page({ rows: suites.slice(0, limit), limit, cursorOf: (suite) => suite.id });
}

/** A suite with its tests. Throws `not_found`. */
export async function getSuite(ctx: Ctx, id: string): Promise<Suite> {
  requireScope(ctx, "read");
  return requireSuite(ctx, id);
}

/** Tasks are few, and the one query each asks for is of a dataset's draw. */
async function labelledSuites(ctx: Ctx): Promise<Suite[]> {
  const tasks = await listTasks(ctx, { kind: "classification", limit: 200 });
  const suites = await Promise.all(tasks.items.map(({ slug }) => labelledSuite(ctx, slug)));
  return suites.filter((suite) => suite !== null);
}

function summaryOf(suite: SuiteSummary | Suite): SuiteSummary {
  const { id, name, description, origin, category, task, version, testCount, checksum, createdBy, createdAt } = suite;
  return { id, name, description, origin, category, task, version, testCount, checksum, createdBy, createdAt };
}
