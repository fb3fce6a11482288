import { recordAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { insertMissingModels } from "./model-store";
import { KIND_FACTS } from "./provider-kinds";
import { insertMissingProviders, selectProviders } from "./provider-store";

/** `upstreamId` as the recording calls it; `slug` begins with the provider's. */
type ReplayModel = { slug: string; upstreamId: string };

/**
 * Makes sure that a provider of kind `replay` exists under the slug, with these models. Part of an import, in whose
 * transaction it runs. Throws `conflict` when another kind of provider has the slug.
 */
export async function addReplayModels(
  ctx: Ctx,
  tx: DatabaseTransaction,
  providerSlug: string,
  models: readonly ReplayModel[],
): Promise<void> {
  await requireReplaySlug(ctx, tx, providerSlug);
  const now = ctx.now();
  const provider = {
    id: newId(now.getTime()),
    slug: providerSlug,
    name: KIND_FACTS.replay.name,
    kind: "replay" as const,
    source: "added" as const,
    baseUrl: null,
    encryptedKey: null,
    keyHint: null,
    isEnabled: true,
  };
  const added = await insertMissingProviders(tx, ctx.organizationId, [provider], now);
  await insertMissingModels(tx, ctx.organizationId, models.map(toRow(now, providerSlug)), now);
  if (added === 0) return;
  await recordAudit(tx, ctx, {
    action: "provider.create",
    subjectType: "provider",
    subjectId: provider.id,
    before: null,
    after: { slug: provider.slug, kind: provider.kind, name: provider.name },
  });
}

/** Throws `conflict` when the slug belongs to a provider that calls a real upstream. */
export async function requireReplaySlug(ctx: Ctx, db: DatabaseTransaction, slug: string): Promise<void> {
  const taken = (await selectProviders(db, ctx.organizationId)).find((one) => one.slug === slug);
  if (taken && taken.kind !== "replay") {
    throw conflict(`\`${slug}\` is another provider (${taken.name}): choose another name for the replay`, {
      field: "provider",
    });
  }
}

const toRow = (now: Date, providerSlug: string) => (model: ReplayModel) => ({
  id: newId(now.getTime()),
  slug: model.slug,
  providerSlug,
  upstreamId: model.upstreamId,
  name: model.upstreamId,
  kind: "chat" as const,
  capabilities: ["chat" as const, "streaming" as const],
  contextWindow: null,
  maxOutputTokens: null,
  isEnabled: true,
});
