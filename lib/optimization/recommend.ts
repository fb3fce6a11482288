import { replayCache } from "@/lib/cache";
import { metricsComparison, possibleSavings, readAnswered, sumsByPromptVersion } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import type { RecurringWork } from "@/lib/platform/jobs";
import { getPrompt } from "@/lib/prompts";
import { versionKey, type TaskState } from "@/lib/registry";
import { listDueRetrainings } from "@/lib/training";
import { deriveRecommendations, type RecommendationFacts } from "./core/derive-recommendations";
import { upsertRecommendation } from "./recommendation-store";

const EVERY_MS = 15 * 60_000;
/** A proposal that the facts no longer speak for is gone after this, milliseconds. */
const VALID_MS = 3 * 86_400_000;

/** Looks for changes worth proposing, from what was measured lately. */
export const recommending: RecurringWork = {
  name: "optimization.recommend",
  scope: "organization",
  intervalMs: EVERY_MS,
  run: async ({ ctx, signal }) => {
    const proposed = deriveRecommendations(await readFacts(ctx, signal));
    const expiresAt = new Date(ctx.now().getTime() + VALID_MS);
    for (const change of proposed) {
      signal.throwIfAborted();
      await upsertRecommendation(ctx, change, expiresAt);
    }
  },
};

async function readFacts(ctx: Ctx, signal: AbortSignal): Promise<RecommendationFacts> {
  const { substitutions } = await possibleSavings(ctx, { period: "month" });
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const tasks: RecommendationFacts["tasks"][number][] = [];
  for (const { task, configuration } of snapshot.tasks.values()) {
    const { models } = await metricsComparison(ctx, { task: task.slug, period: "month" });
    const repeats = await readRepeats(ctx, task, configuration, signal);
    const prompt = await readPrompt(ctx, task.slug, configuration);
    if (models.length < 2 && !repeats && !prompt) continue;
    const classifiers = snapshot.modelList
      .filter(({ slug, kind }) => kind === "classifier" && snapshot.activeVersions.has(versionKey(task.slug, slug)))
      .map(({ slug }) => slug);
    tasks.push({
      task: task.slug,
      models: models.filter(({ model }) => snapshot.models.get(model)?.status === "ready"),
      classifiers: task.kind === "classification" ? classifiers : [],
      hasCascade: configuration.cascade !== null,
      repeats,
      prompt,
    });
  }
  return { substitutions, tasks, retrainings: await listDueRetrainings(ctx) };
}

const DAY_MS = 86_400_000;
/** Live requests of a prompt that count, days. */
const PROMPT_DAYS = 30;

/** What live requests say of the versions of the task's prompt. */
async function readPrompt(
  ctx: Ctx,
  task: string,
  { prompt }: TaskState["configuration"],
): Promise<RecommendationFacts["tasks"][number]["prompt"]> {
  if (!prompt) return null;
  const { versions } = await getPrompt(ctx, prompt.slug);
  const inUse = versions.find(({ version, labels }) =>
    prompt.version === undefined ? labels.includes(prompt.label ?? "production") : version === prompt.version,
  );
  if (!inUse) return null;
  const from = new Date(ctx.now().getTime() - PROMPT_DAYS * DAY_MS);
  const sums = await sumsByPromptVersion(ctx.db, ctx.organizationId, {
    ids: versions.map(({ id }) => id),
    from,
    live: { task },
  });
  const versionOf = new Map(versions.map(({ id, version }) => [id, version]));
  return {
    slug: prompt.slug,
    inUse: inUse.version,
    versions: sums.map(({ promptVersionId, ...measured }) => ({
      ...measured,
      version: versionOf.get(promptVersionId)!,
    })),
  };
}

/** Recorded requests that are looked at, and of how many days. */
const MOST_REPLAYED = 1_000;
const REPLAYED_DAYS = 7;

/** What a cache for equal requests would have answered of the last days. */
async function readRepeats(
  ctx: Ctx,
  { slug, kind }: TaskState["task"],
  { cache }: TaskState["configuration"],
  signal: AbortSignal,
): Promise<RecommendationFacts["tasks"][number]["repeats"]> {
  if (kind !== "generation" || cache.mode !== "off") return null;
  const to = ctx.now();
  const from = new Date(to.getTime() - REPLAYED_DAYS * DAY_MS);
  const asked = await readAnswered(ctx, { task: slug, from, to, limit: MOST_REPLAYED });
  const [first] = asked;
  if (!first) return null;
  // Equal requests need no vectors, so that looking costs nothing.
  const hits = await replayCache(asked, { ...cache, mode: "exact" }, NO_EMBEDDER, signal);
  const hit = asked.filter((_, index) => hits[index] !== null);
  return {
    asked: asked.length,
    hits: hit.length,
    hitUsd: hit.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0),
    days: (to.getTime() - first.atMs) / DAY_MS,
  };
}

const NO_EMBEDDER = { embed: () => Promise.reject(new Error("equal requests need no vectors")) };
