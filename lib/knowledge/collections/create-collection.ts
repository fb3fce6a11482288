import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isUniqueViolation } from "@/lib/platform/db";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { nearestName } from "@/lib/platform/nearest-name";
import { encryptSecret } from "@/lib/platform/secrets";
import type { Collection, CreateCollectionInput } from "../collection-schemas";
import type { VectorStoreKind } from "../words";
import { countCollections, insertCollection } from "./collection-store";
import { audited, collectionViews } from "./collection-view";

const MAX_COLLECTIONS = 500;

/**
 * Adds an empty collection. Throws `invalid_input` for a model that gives no embeddings and for a store that cannot be
 * used here, `conflict` when the slug is taken, also by a deleted collection.
 */
export async function createCollection(ctx: Ctx, input: CreateCollectionInput): Promise<Collection> {
  requireScope(ctx, "write");
  const { pinecone, ...facts } = input;
  await requireEmbeddingModel(ctx, input.embeddingModel);
  const store = await usableStore(ctx, input.store);
  if ((await countCollections(ctx.db, ctx.organizationId)) >= MAX_COLLECTIONS)
    throw conflict(`There are ${MAX_COLLECTIONS} collections already, which is the most`);
  try {
    const row = await ctx.db.$transaction(async (tx) => {
      const added = await insertCollection(tx, ctx, {
        id: newId(ctx.now().getTime()),
        ...facts,
        store,
        dimensions: null,
        storeHost: pinecone?.host ?? null,
        storeSecret: pinecone ? encryptStoreKey(ctx, pinecone.apiKey) : null,
      });
      await recordAudit(tx, ctx, {
        action: "knowledge_collection.create",
        subjectType: "knowledge_collection",
        subjectId: added.slug,
        before: null,
        after: audited(added),
      });
      return added;
    });
    const [view] = await collectionViews(ctx, [row]);
    return view!;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw conflict(
      `There is a collection \`${input.slug}\` already, or a deleted one: choose another slug or restore it`,
      { field: "slug", cause: error },
    );
  }
}

/** As it is stored: it opens only for this organization. */
export const encryptStoreKey = (ctx: Ctx, apiKey: string): string =>
  encryptSecret(ctx.runtime.environment.encryptionKey, apiKey, ctx.organizationId);

async function requireEmbeddingModel(ctx: Ctx, slug: string): Promise<void> {
  const { models } = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  if (models.get(slug)?.kind === "embedding") return;
  const known = [...models.values()].filter(({ kind }) => kind === "embedding").map((model) => model.slug);
  const nearest = nearestName(slug, known);
  throw invalidInput(
    `\`${slug.slice(0, 80)}\` is no model that gives embeddings${nearest ? `: did you mean \`${nearest}\`?` : `. There are: ${known.join(", ")}`}`,
    { field: "embeddingModel" },
  );
}

async function usableStore(ctx: Ctx, wanted: VectorStoreKind | undefined): Promise<VectorStoreKind> {
  const { stores } = ctx.runtime.knowledge;
  if (wanted === undefined) return (await stores.pgvector.whyNot()) === null ? "pgvector" : "memory";
  const reason = await stores[wanted].whyNot();
  if (reason === null) return wanted;
  throw invalidInput(reason, { field: "store" });
}
