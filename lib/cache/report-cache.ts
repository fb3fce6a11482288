import { sumsByCache, type CacheSums } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { SEMANTIC_CACHE_FLOOR } from "@/lib/registry/schemas";
import type { CacheCounts, CachedTask, CacheQuery, CacheReport } from "./schemas";

const DAY_MS = 24 * 3_600_000;

/** What caches gave in the last days by task, from recorded executions, and what this process holds. */
export async function reportCache(ctx: Ctx, { days }: CacheQuery): Promise<CacheReport> {
  requireScope(ctx, "read");
  const { organizationId, runtime } = ctx;
  const [sums, { tasks }] = await Promise.all([
    sumsByCache(ctx.db, organizationId, { from: new Date(ctx.now().getTime() - days * DAY_MS) }),
    runtime.registry.ensureLoaded(organizationId),
  ]);
  const shown: CachedTask[] = [...tasks.values()].flatMap(({ task, configuration: { cache } }) => {
    const own = sums.filter(({ taskSlug }) => taskSlug === task.slug);
    if (cache.mode === "off" && own.length === 0) return [];
    const { mode, ttlSeconds } = cache;
    return [{ task: task.slug, name: task.name, mode, ttlSeconds, ...countsOf(own), ...mediansOf(own) }];
  });
  return {
    days,
    total: countsOf(sums),
    tasks: shown.sort((left, right) => right.savedUsd - left.savedUsd || (left.task < right.task ? -1 : 1)),
    here: runtime.responseCache.status(organizationId),
    semanticFloor: SEMANTIC_CACHE_FLOOR,
  };
}

function countsOf(sums: readonly CacheSums[]): CacheCounts {
  const of = (outcome: CacheSums["outcome"]) =>
    sums.filter((one) => one.outcome === outcome).reduce((total, { count }) => total + count, 0);
  const [exact, semantic, shared, miss] = [of("exact"), of("semantic"), of("shared"), of("miss")];
  const hits = exact + semantic + shared;
  const hitSums = sums.filter(({ outcome }) => outcome !== "miss");
  return {
    exact,
    semantic,
    shared,
    miss,
    hitRate: hits + miss === 0 ? null : hits / (hits + miss),
    savedUsd: hitSums.reduce((total, { savedUsd }) => total + savedUsd, 0),
    unpricedHits: hitSums.reduce((total, { unpricedCount }) => total + unpricedCount, 0),
    hitLatencyMsP50: null,
    missLatencyMsP50: null,
  };
}

/** Of one task. A shared answer took as long as the call it waited for, so it is no measure of a hit. */
const mediansOf = (sums: readonly CacheSums[]) => ({
  hitLatencyMsP50: sums.find(({ outcome }) => outcome === "exact")?.latencyMsP50 ?? null,
  missLatencyMsP50: sums.find(({ outcome }) => outcome === "miss")?.latencyMsP50 ?? null,
});
