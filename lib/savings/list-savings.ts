import { metricsComparison, readHoldoutSums, type HoldoutSums } from "@/lib/executions";
import { exportRows } from "@/lib/platform/csv";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { groupBy } from "@/lib/platform/group-by";
import { listTasks, type OrganizationSnapshot } from "@/lib/registry";
import type { Configuration } from "@/lib/registry/schemas";
import { addSavings } from "./add-savings";
import { estimateSaving } from "./estimate-saving";
import { selectHoldouts, selectPosts, type HoldoutRow } from "./holdout-store";
import { heldSharesOf } from "./holdouts";
import type { SavingsEntry, SavingsMonth, SavingsQuery, SavingsReport } from "./schemas";

const METHOD =
  "A small random share of the requests keeps the configuration from before a change. Saved is the difference of the mean cost of a request between the two, times the requests that the change served; the interval is of 95 %. Requests of a session are served alike and counted as one draw. A month is posted a day after its end and stays as it was posted.";

/** What changes saved, month by month, against requests that were served as before. */
export async function listSavings(ctx: Ctx, { task }: SavingsQuery): Promise<SavingsReport> {
  requireScope(ctx, "read");
  const [entries, tasks] = await Promise.all([readEntries(ctx, task), listTasks(ctx, { limit: 200 })]);
  const slugs = tasks.items.map(({ slug }) => slug).filter((slug) => task === undefined || slug === task);
  const real = entries.filter(({ isSimulated }) => !isSimulated).flatMap(({ months }) => months);
  const now = ctx.now().toISOString().slice(0, 7);
  const byMonth = [...groupBy(real, ({ month }) => month)].sort(([a], [b]) => (a < b ? 1 : -1));
  return {
    total: addSavings(real),
    thisMonth: addSavings(real.filter(({ month }) => month === now)),
    months: byMonth.map(([month, parts]) => ({ month, ...addSavings(parts) })),
    entries,
    shares: await heldSharesOf(ctx, slugs),
    method: METHOD,
  };
}

export async function readEntries(ctx: Ctx, task?: string): Promise<SavingsEntry[]> {
  const rows = await selectHoldouts(ctx, task);
  const ids = rows.map(({ id }) => id);
  const [sums, posts, snapshot] = await Promise.all([
    readHoldoutSums(ctx, ids),
    selectPosts(ctx, ids),
    ctx.runtime.registry.ensureLoaded(ctx.organizationId),
  ]);
  const byHoldout = groupBy(sums, ({ holdoutId }) => holdoutId);
  return Promise.all(
    rows.map(async (row) => {
      const own = byHoldout.get(row.id) ?? [];
      return {
        id: row.id,
        task: row.taskSlug,
        optimizationId: row.optimizationId,
        summary: row.summary,
        beforeVersion: row.beforeVersion,
        afterVersion: row.afterVersion,
        heldShare: row.heldShare,
        isCanary: row.heldShare > 0.5,
        startedAt: row.startedAt.toISOString(),
        closedAt: row.closedAt?.toISOString() ?? null,
        closedReason: row.closedReason,
        isSimulated: await isSimulated(ctx, snapshot, row),
        months: monthsOf(own).map((month) => posts.get(`${row.id} ${month.month}`) ?? month),
        sinceStart: estimateSaving(own),
      };
    }),
  );
}

const monthsOf = (sums: readonly HoldoutSums[]): SavingsMonth[] =>
  [...groupBy(sums, ({ month }) => month)]
    .map(([month, parts]) => ({ month, ...estimateSaving(parts), postedAt: null }))
    .sort((a, b) => (a.month < b.month ? 1 : -1));

/** What a configuration leaves to the router is judged by the models that served the task lately. */
async function isSimulated(ctx: Ctx, { models }: OrganizationSnapshot, row: HoldoutRow): Promise<boolean> {
  const isOf = (slug: string) => models.get(slug)?.providerKind === "simulator";
  const named = [row.before, row.after].map(namedModels);
  if (named.flat().some(isOf)) return true;
  if (named.every((slugs) => slugs.length > 0)) return false;
  const served = await metricsComparison(ctx, { task: row.taskSlug, period: "month", source: "gateway" });
  return served.models.some(({ model }) => isOf(model));
}

const namedModels = ({ model, cascade, agreement, council }: Configuration): string[] =>
  cascade?.map((step) => step.model) ?? agreement?.models ?? council?.members ?? (model ? [model] : []);

/** Every month of every change as a file. */
export async function exportSavings(ctx: Ctx, { task, format }: SavingsQuery): Promise<Response> {
  requireScope(ctx, "read");
  const entries = await readEntries(ctx, task);
  type Line = { entry: SavingsEntry; month: SavingsMonth };
  return exportRows<Line>({
    format: format ?? "csv",
    fileName: `savings-${ctx.now().toISOString().slice(0, 10)}`,
    rows: entries.flatMap((entry) => entry.months.map((month) => ({ entry, month }))),
    columns: [
      { name: "month", value: ({ month }) => month.month },
      { name: "task", value: ({ entry }) => entry.task },
      { name: "change", value: ({ entry }) => entry.summary },
      { name: "optimizationId", value: ({ entry }) => entry.optimizationId },
      { name: "savedUsd", value: ({ month }) => month.savedUsd?.mean },
      { name: "savedUsdLow", value: ({ month }) => month.savedUsd?.low },
      { name: "savedUsdHigh", value: ({ month }) => month.savedUsd?.high },
      { name: "reason", value: ({ month }) => month.reason },
      { name: "calls", value: ({ month }) => month.calls },
      { name: "heldCalls", value: ({ month }) => month.heldCalls },
      { name: "unpricedCalls", value: ({ month }) => month.unpricedCalls },
      { name: "qualityDifference", value: ({ month }) => month.quality?.difference.mean },
      { name: "qualityDifferenceLow", value: ({ month }) => month.quality?.difference.low },
      { name: "qualityDifferenceHigh", value: ({ month }) => month.quality?.difference.high },
      { name: "latencyMsDifference", value: ({ month }) => month.latencyMs?.difference.mean },
      { name: "isSimulated", value: ({ entry }) => entry.isSimulated },
      { name: "postedAt", value: ({ month }) => month.postedAt },
    ],
  });
}
