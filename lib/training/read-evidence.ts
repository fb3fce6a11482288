import { readClassified } from "@/lib/executions";
import { capPerGiver, readJudgedAnswers, type GiverClass, type JudgedAnswer } from "@/lib/feedback";
import type { Ctx } from "@/lib/platform/ctx";
import { groupBy } from "@/lib/platform/group-by";
import { listModelVersions } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import type { Baseline, DriftRows } from "./judge-triggers";
import { findRetrainState, type RetrainStateOf } from "./retrain-state";
import { selectRuns, type RunRow } from "./run-store";
import type { RetrainSettings } from "./schemas";

/** Answers of each side of the comparison for drift. */
const DRIFT_ROWS = 500;
/** A validation on fewer examples says too little of a version. */
const MIN_VALIDATION = 30;

export type Evidence = {
  state: RetrainStateOf;
  /** Evidence counts from here on. */
  since: Date;
  lastRun: RunRow | null;
  judged: JudgedAnswer[];
  givers: number;
  baseline: Baseline;
  newExamples: GiverClass[];
  reference: DriftRows;
  current: DriftRows;
};

/** All that the triggers of a task are judged by. What an earlier run was started with does not count again. */
export async function readEvidence(ctx: Ctx, task: string, settings: RetrainSettings): Promise<Evidence> {
  const state = await findRetrainState(ctx, task);
  const [lastRun] = await selectRuns(ctx, task, 1, null);
  const since = lastRun && lastRun.createdAt > state.since ? lastRun.createdAt : state.since;
  const now = new Date(ctx.now().getTime() + 1);
  const [judged, newExamples, { items: versions }, current] = await Promise.all([
    readJudgedAnswers(ctx, { task, since }),
    readNewExamples(ctx, task, since),
    listModelVersions(ctx, { task, status: "active" }),
    readClassified(ctx, { task, from: since, to: now, limit: DRIFT_ROWS }),
  ]);
  const oldest = current.at(-1);
  const reference = oldest
    ? await readClassified(ctx, {
        task,
        from: since,
        to: new Date(oldest.createdAt),
        first: "oldest",
        limit: DRIFT_ROWS,
      })
    : [];
  return {
    state,
    since,
    lastRun: lastRun ?? null,
    judged: thinByGiver(judged, settings.maxShareOfGiver),
    givers: new Set(judged.map(({ giver }) => giver)).size,
    baseline: baselineOf(state, versions),
    newExamples,
    reference,
    current,
  };
}

/** Accepted examples since then, by how many each giver gave. */
async function readNewExamples(ctx: Ctx, task: string, since: Date): Promise<GiverClass[]> {
  return ctx.db.$queryRaw<GiverClass[]>`
    SELECT entries AS "entriesEach", count(*)::int AS givers FROM (
      SELECT giver, count(*)::int AS entries FROM pool_examples
      WHERE organization_id = ${ctx.organizationId}::uuid AND task_slug = ${task} AND state IN ('accepted', 'fixed')
        AND reviewed_at > ${since} GROUP BY giver
    ) AS per_giver GROUP BY 1`;
}

/** Of a giver with too many answers every n-th is kept, so that nobody makes up more than the share. Order stays. */
function thinByGiver(judged: readonly JudgedAnswer[], maxShare: number): JudgedAnswer[] {
  const counts = [...groupBy(judged, ({ giver }) => giver).values()].map((own) => ({
    entriesEach: own.length,
    givers: 1,
  }));
  const cap = capPerGiver(counts, maxShare);
  const total = new Map<string, number>();
  for (const { giver } of judged) total.set(giver, (total.get(giver) ?? 0) + 1);
  const seen = new Map<string, number>();
  return judged.filter(({ giver }) => {
    const place = seen.get(giver) ?? 0;
    seen.set(giver, place + 1);
    const kept = Math.min(1, cap / total.get(giver)!);
    return Math.floor((place + 1) * kept + 1e-9) > Math.floor(place * kept + 1e-9);
  });
}

/** What was judged before, unless a version came into service since: then its own validation, of the best one. */
function baselineOf({ baseline }: RetrainStateOf, versions: readonly ModelVersion[]): Baseline {
  const measured = versions.filter(({ metrics }) => metrics.validationCount >= MIN_VALIDATION);
  const newest = versions.reduce((latest, { createdAt }) => (createdAt > latest ? createdAt : latest), "");
  if (baseline && baseline.at >= newest) return { accuracy: baseline.accuracy, from: baseline.from };
  if (measured.length === 0) return { accuracy: 1, from: "wanted" };
  return { accuracy: Math.max(...measured.map(({ metrics }) => metrics.accuracy)), from: "validation" };
}
