import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { OrganizationSnapshot } from "@/lib/registry";
import { addNumbers } from "./execution-sums";
import { groupSums } from "./group-sums";
import { judgeSubstitution, METHOD, type Alternative, type ModelAtTask } from "./judge-substitution";
import { readSums, type SumsRow } from "./read-sums";
import type { CostAnalysis, CostAnalysisQuery, CostSums, Savings, Substitution, TaskCost } from "./schemas";
import { tokenSums } from "./summarise-sums";
import { countedWindow, timeWindow } from "./time-window";

/** What each task cost on which model, and which model could have done the same for less. (Default: the last 30 days.) */
export async function analyseCosts(ctx: Ctx, query: CostAnalysisQuery): Promise<CostAnalysis> {
  requireScope(ctx, "read");
  const window = countedWindow(timeWindow({ ...query, period: query.period ?? "month" }, ctx.now()), ctx.now());
  const { task, source } = query;
  const [rows, snapshot] = await Promise.all([
    readSums(ctx.db, ctx.organizationId, {
      window,
      filter: { task, source },
      isLiveOnly: true,
      by: ["task", "model", "source"],
      step: null,
      hasLatencies: false,
    }),
    ctx.runtime.registry.ensureLoaded(ctx.organizationId),
  ]);
  // The demo is no basis for advice, unless somebody asks for exactly that.
  const real = source === "demo" ? rows : rows.filter((row) => row.source !== "demo");
  const tasks = groupSums(real, (row) => row.task)
    .map(([name, members]) => toTaskCost(name, members, snapshot))
    .sort((a, b) => b.costUsd - a.costUsd);
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    total: toCostSums(real),
    tasks,
    possibleSavingUsd: bestOf(tasks).reduce((total, { savingUsd }) => total + savingUsd!, 0),
    method: METHOD,
  };
}

/** The substitutions that the measurements support, best first; of a task and model only the best. */
export async function possibleSavings(ctx: Ctx, query: CostAnalysisQuery): Promise<Savings> {
  const analysis = await analyseCosts(ctx, query);
  const refused = analysis.tasks.flatMap(({ substitutions }) =>
    substitutions.filter(({ verdict }) => verdict !== "supported"),
  );
  const { costUsd } = analysis.total;
  return {
    from: analysis.from,
    to: analysis.to,
    possibleSavingUsd: analysis.possibleSavingUsd,
    shareOfCost: costUsd > 0 ? analysis.possibleSavingUsd / costUsd : null,
    substitutions: bestOf(analysis.tasks),
    reasons: groupSums(
      refused.map(({ verdict }) => ({ verdict, count: 1 })),
      ({ verdict }) => verdict,
    ).map(([, members]) => ({ verdict: members[0]!.verdict, count: members.length })),
    method: analysis.method,
  };
}

/** The supported substitution that saves most, for each task and model. */
function bestOf(tasks: readonly TaskCost[]): Substitution[] {
  const best = new Map<string, Substitution>();
  for (const substitution of tasks.flatMap(({ substitutions }) => substitutions)) {
    const key = `${substitution.task}\u0000${substitution.model}`;
    if (substitution.verdict === "supported" && !best.has(key)) best.set(key, substitution);
  }
  return [...best.values()].sort((a, b) => b.savingUsd! - a.savingUsd!);
}

function toTaskCost(task: string, rows: readonly SumsRow[], snapshot: OrganizationSnapshot): TaskCost {
  const groups = groupSums(rows, (row) => row.model);
  const models = groups
    .map(([model, members]) => ({ model, ...toCostSums(members) }))
    .map(({ model, count, costUsd, unpricedCount }) => ({ model, count, costUsd, unpricedCount }))
    .sort((a, b) => b.costUsd - a.costUsd);
  const served = groups.filter(([model]) => model !== "").map(([model, members]) => toModelAtTask(model, members));
  const substitutions = served
    .filter(({ costUsd }) => costUsd > 0)
    .flatMap((current) =>
      served
        .filter((other) => other !== current)
        .map((other) => judgeSubstitution(task, current, other, alternativeOf(other.model, snapshot))),
    )
    .sort(bestFirst);
  const { count, costUsd, unpricedCount } = toCostSums(rows);
  return { task, count, costUsd, unpricedCount, models, substitutions };
}

const bestFirst = (a: Substitution, b: Substitution): number =>
  Number(b.verdict === "supported") - Number(a.verdict === "supported") || (b.savingUsd ?? 0) - (a.savingUsd ?? 0);

function alternativeOf(slug: string, snapshot: OrganizationSnapshot): Alternative {
  const model = snapshot.models.get(slug);
  return {
    price: model?.price ?? null,
    isReady: model?.status === "ready",
    isSimulated: model?.providerKind === "simulator",
  };
}

/** Only what answered in full: that is the work another model would have to do. */
function toModelAtTask(model: string, rows: readonly SumsRow[]): ModelAtTask {
  const all = addNumbers(rows);
  const answered = addNumbers(rows.filter(({ status }) => status === "success"));
  return {
    model,
    answeredCount: answered.count,
    pricedCount: answered.count - answered.unpricedCount,
    costUsd: answered.costUsd,
    inputTokens: answered.inputTokens,
    cacheReadTokens: answered.cacheReadTokens,
    cacheWriteTokens: answered.cacheWriteTokens,
    outputTokens: answered.outputTokens,
    quality: { count: all.qualityCount, sum: all.qualitySum, squareSum: all.qualitySquareSum },
  };
}

function toCostSums(rows: readonly SumsRow[]): CostSums {
  const sums = addNumbers(rows);
  return {
    count: sums.count,
    costUsd: sums.costUsd,
    unpricedCount: sums.unpricedCount,
    tokens: tokenSums(sums),
  };
}
