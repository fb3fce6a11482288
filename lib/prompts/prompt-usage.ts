import { sumsByPromptVersion } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { selectVersions } from "./prompt-store";
import { findPrompt } from "./require-prompt";
import type { PromptUsageQuery, PromptVersionUsage } from "./schemas";

const DAY_MS = 24 * 3_600_000;
const SHOWN_VERSIONS = 200;

/** How each of the newest 200 versions fared in the last days, newest first; a version without calls has nulls. */
export async function promptUsage(ctx: Ctx, slug: string, { days }: PromptUsageQuery): Promise<PromptVersionUsage[]> {
  requireScope(ctx, "read");
  await findPrompt(ctx, slug);
  const versions = await selectVersions(ctx.db, ctx.organizationId, slug, SHOWN_VERSIONS);
  const sums = await sumsByPromptVersion(ctx.db, ctx.organizationId, {
    ids: versions.map(({ id }) => id),
    from: new Date(ctx.now().getTime() - days * DAY_MS),
  });
  return versions.map(({ id, version }) => {
    const found = sums.find(({ promptVersionId }) => promptVersionId === id);
    return { version, promptVersionId: id, ...NOTHING, ...found };
  });
}

const NOTHING = {
  count: 0,
  successRate: null,
  quality: null,
  scoredCount: 0,
  costUsd: null,
  latencyMsP50: null,
  latencyMsP95: null,
  inputTokens: null,
  outputTokens: null,
  lastUsedAt: null,
};
