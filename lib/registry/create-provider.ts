import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isUniqueViolation } from "@/lib/platform/db";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { encryptSecret } from "@/lib/platform/secrets";
import { catalogueRows } from "./catalogue-models";
import { changeRegistry } from "./change-registry";
import { getProvider } from "./get-provider";
import { insertMissingModels } from "./model-store";
import { KIND_FACTS } from "./provider-kinds";
import { PROVIDER_KINDS, type CreateProviderInput, type Provider } from "./provider-schemas";
import { keyHintOf } from "./provider-status";
import { insertProvider, type NewProvider } from "./provider-store";
import { auditable } from "./provider-view";

/**
 * Adds an upstream account and the catalogue's models of its kind. The key is stored encrypted; answers carry its last
 * four characters at most. Needs the scope `admin`, since whoever adds a provider decides where prompts go.
 */
export async function createProvider(ctx: Ctx, input: CreateProviderInput): Promise<Provider> {
  requireScope(ctx, "admin");
  const provider = toRow(ctx, input);
  try {
    await changeRegistry(ctx, async (tx) => {
      const stored = await insertProvider(tx, ctx.organizationId, provider, ctx.now());
      const models = catalogueRows(provider.kind, provider.slug, ctx.now());
      await insertMissingModels(tx, ctx.organizationId, models, ctx.now());
      await recordAudit(tx, ctx, {
        action: "provider.create",
        subjectType: "provider",
        subjectId: provider.id,
        before: null,
        after: auditable(stored),
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw conflict(`There is a provider \`${provider.slug}\` already: update it, or give another \`slug\``, {
      field: "slug",
      cause: error,
    });
  }
  return getProvider(ctx, provider.id);
}

function toRow(ctx: Ctx, { kind, slug = kind, name, baseUrl, apiKey }: CreateProviderInput): NewProvider {
  // The catalogue's slugs begin with these names, so another kind of account under one would be priced wrongly.
  if (slug !== kind && (PROVIDER_KINDS as readonly string[]).includes(slug)) {
    throw invalidInput(`\`${slug}\` names a kind of provider: choose another slug`, { field: "slug" });
  }
  return {
    id: newId(ctx.now().getTime()),
    slug,
    name: name ?? KIND_FACTS[kind].name,
    kind,
    source: "added",
    baseUrl: baseUrl ?? null,
    encryptedKey: apiKey === undefined ? null : encryptKey(ctx, apiKey),
    keyHint: apiKey === undefined ? null : keyHintOf(apiKey),
    isEnabled: true,
  };
}

/** The key as it is stored: it opens only for this organization. */
export function encryptKey(ctx: Ctx, apiKey: string): string {
  return encryptSecret(ctx.runtime.environment.encryptionKey, apiKey, ctx.organizationId);
}
