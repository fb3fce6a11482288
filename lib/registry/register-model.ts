import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isUniqueViolation } from "@/lib/platform/db";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { changeRegistry } from "./change-registry";
import { withLongContext } from "./catalogue-models";
import { getModel } from "./get-model";
import { ModelSlug, type Capability, type Model, type ModelKind, type RegisterModelInput } from "./model-schemas";
import { insertModel, type NewModel } from "./model-store";
import { bookEntry } from "./price-book";
import { selectProviders, type StoredProvider } from "./provider-store";
import { addStatement } from "./state-price";
import { suggestion } from "./suggestion";

/** Adds a model of a provider that exists. Throws `conflict` when the slug is taken. */
export async function registerModel(ctx: Ctx, input: RegisterModelInput): Promise<Model> {
  requireScope(ctx, "write");
  const provider = await requireProvider(ctx, input.provider);
  const model = toRow(ctx, input, provider);
  try {
    await changeRegistry(ctx, async (tx) => {
      const stored = await insertModel(tx, ctx.organizationId, model, ctx.now());
      await recordAudit(tx, ctx, {
        action: "model.register",
        subjectType: "model",
        subjectId: model.slug,
        before: null,
        after: stored,
      });
      if (input.price) {
        await addStatement(tx, ctx, model.slug, {
          price: input.price,
          validFrom: null,
          validTo: null,
          origin: "person",
        });
      }
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw conflict(`There is a model \`${model.slug}\` already: update it, or give another \`slug\``, {
      field: "slug",
      cause: error,
    });
  }
  return getModel(ctx, model.slug);
}

async function requireProvider(ctx: Ctx, slug: string): Promise<StoredProvider> {
  const providers = await selectProviders(ctx.db, ctx.organizationId);
  const provider = providers.find((candidate) => candidate.slug === slug);
  if (!provider) {
    const hint =
      suggestion(
        slug,
        providers.map((one) => one.slug),
      ) || ". Add it first, under Settings, Providers";
    throw invalidInput(`There is no provider \`${slug}\`${hint}`, { field: "provider" });
  }
  if (provider.kind === "local") {
    throw invalidInput("The models of this server are built in; train a version of one of them instead", {
      field: "provider",
    });
  }
  return provider;
}

const DEFAULT_CAPABILITIES: Record<ModelKind, readonly Capability[]> = {
  chat: ["chat", "streaming"],
  embedding: ["embeddings"],
  classifier: ["classification"],
  search: ["search"],
  specialist: ["summarization"],
};

function toRow(ctx: Ctx, input: RegisterModelInput, provider: StoredProvider): NewModel {
  const book = bookEntry(provider.kind, input.upstreamId, ctx.now());
  const contextWindow = input.contextWindow === undefined ? (book?.contextWindow ?? null) : input.contextWindow;
  return {
    id: newId(ctx.now().getTime()),
    slug: slugOf(input),
    providerSlug: provider.slug,
    upstreamId: input.upstreamId,
    name: input.name ?? book?.name ?? input.upstreamId,
    kind: input.kind,
    capabilities: input.capabilities ?? withLongContext(DEFAULT_CAPABILITIES[input.kind], contextWindow),
    contextWindow,
    maxOutputTokens: input.maxOutputTokens ?? null,
    isEnabled: true,
  };
}

function slugOf({ provider, upstreamId, slug }: RegisterModelInput): string {
  if (slug !== undefined && !slug.startsWith(`${provider}/`)) {
    throw invalidInput(`\`slug\` must begin with the provider: \`${provider}/…\``, { field: "slug" });
  }
  const parsed = ModelSlug.safeParse(slug ?? `${provider}/${upstreamId.toLowerCase()}`);
  if (parsed.success) return parsed.data;
  throw invalidInput(`No slug can be made of \`${upstreamId}\`: give one, such as \`${provider}/my-model\``, {
    field: "slug",
  });
}
