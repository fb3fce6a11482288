import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { requireLearningTask } from "./learning-task";
import { newestImport } from "./build-dataset";
import { selectDatasets } from "./dataset-store";
import type { DataQuality, LabelCoverage, TaskQuery } from "./example-schemas";
import { EXAMPLE_SOURCES, EXAMPLE_STATES, SUSPICIOUS } from "./words";

type Cell = {
  label: string;
  state: string;
  source: string;
  count: number;
  qualitySum: number;
  conflicting: number;
  near: number;
  suspicious: number;
};

/** What the examples of a task are like, label by label. */
export async function dataQuality(ctx: Ctx, { task: slug }: TaskQuery): Promise<DataQuality> {
  requireScope(ctx, "read");
  const { slug: task } = await requireLearningTask(ctx, slug);
  const { db, organizationId } = ctx;
  const base = await newestImport(ctx, task);
  const [newest, cells, givers, baseLabels] = await Promise.all([
    selectDatasets(ctx, task, 1, null),
    db.$queryRaw<Cell[]>`
      SELECT label, state, source, count(*)::int AS count, sum(quality)::float8 AS "qualitySum",
        (count(*) FILTER (WHERE is_conflicting))::int AS conflicting, (count(*) FILTER (WHERE near_id IS NOT NULL))::int AS near,
        (count(*) FILTER (WHERE suspicion >= ${SUSPICIOUS}))::int AS suspicious
      FROM pool_examples WHERE organization_id = ${organizationId}::uuid AND task_slug = ${task} GROUP BY 1, 2, 3`,
    db.$queryRaw<{ givers: number; largest: number; total: number }[]>`
      SELECT count(*)::int AS givers, coalesce(max(count), 0)::int AS largest, coalesce(sum(count), 0)::int AS total FROM (
        SELECT count(*)::int AS count FROM pool_examples
        WHERE organization_id = ${organizationId}::uuid AND task_slug = ${task} AND state IN ('accepted', 'fixed')
        GROUP BY giver) AS per_giver`,
    base ? countLabels(ctx, base.id) : [],
  ]);
  const sum = (of: (cell: Cell) => number, where: (cell: Cell) => boolean = () => true) =>
    cells.filter(where).reduce((total, cell) => total + of(cell), 0);
  const living = (cell: Cell) => cell.state !== "rejected";
  const livingCount = sum(({ count }) => count, living);
  const { givers: giverCount, largest, total } = givers[0]!;
  return {
    task,
    states: countsBy(EXAMPLE_STATES, (state) =>
      sum(
        ({ count }) => count,
        (cell) => cell.state === state,
      ),
    ),
    bySource: countsBy(EXAMPLE_SOURCES, (source) =>
      sum(
        ({ count }) => count,
        (cell) => living(cell) && cell.source === source,
      ),
    ),
    quality: livingCount === 0 ? null : sum(({ qualitySum }) => qualitySum, living) / livingCount,
    conflicting: sum(({ conflicting }) => conflicting, living),
    near: sum(({ near }) => near, living),
    suspicious: sum(({ suspicious }) => suspicious, living),
    givers: giverCount,
    shareOfBusiest: total === 0 ? null : largest / total,
    base: base && { id: base.id, name: base.name, rowCount: base.rowCount },
    coverage: coverageOf(cells, baseLabels),
    heldBack: newest[0]?.source === "pool" ? newest[0].heldBack : [],
  };
}

const countsBy = <Name extends string>(names: readonly Name[], count: (name: Name) => number) =>
  Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;

const countLabels = (ctx: Ctx, datasetId: string) => ctx.db.$queryRaw<{ label: string; count: number }[]>`
  SELECT label, count(*)::int AS count FROM training_examples
  WHERE organization_id = ${ctx.organizationId}::uuid AND dataset_id = ${datasetId}::uuid GROUP BY 1`;

/** The least covered label first: there a review helps most. */
function coverageOf(cells: readonly Cell[], base: readonly { label: string; count: number }[]): LabelCoverage[] {
  const labels = new Map<string, LabelCoverage>();
  const of = (label: string) => {
    const known = labels.get(label) ?? { label, accepted: 0, pending: 0, base: 0 };
    labels.set(label, known);
    return known;
  };
  for (const { label, count } of base) of(label).base += count;
  for (const { label, state, count } of cells) {
    if (state === "pending") of(label).pending += count;
    else if (state !== "rejected") of(label).accepted += count;
  }
  return [...labels.values()].sort(
    (a, b) => a.accepted + a.base - (b.accepted + b.base) || (a.label < b.label ? -1 : 1),
  );
}
