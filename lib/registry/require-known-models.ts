import type { DatabaseTransaction } from "@/lib/platform/db";
import { invalidInput } from "@/lib/platform/errors";
import { modelsNamedBy } from "./configurations-using";
import { lockModelsForUse, selectModels } from "./model-store";
import { selectProviders } from "./provider-store";
import { suggestion } from "./suggestion";
import type { Configuration } from "./task-schemas";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    /** What domains above the registry refuse in a configuration: each throws `invalid_input` with the field. */
    configurationChecks?: readonly ConfigurationCheck[];
  }
}

type ConfigurationCheck = (
  tx: DatabaseTransaction,
  organizationId: string,
  configuration: Configuration,
) => Promise<void>;

/**
 * Refuses a configuration that names a model or provider which does not exist, and says which was probably meant.
 * The named models cannot be deleted before the transaction ends.
 */
export async function requireKnownModels(
  tx: DatabaseTransaction,
  organizationId: string,
  configuration: Configuration,
): Promise<void> {
  const named = modelsNamedBy(configuration);
  const existing = named.length === 0 ? [] : await lockModelsForUse(tx, organizationId, named);
  const unknown = named.find((slug) => !existing.includes(slug));
  if (unknown !== undefined) {
    const known = (await selectModels(tx, organizationId)).map((model) => model.slug);
    throw invalidInput(`There is no model \`${unknown}\`${suggestion(unknown, known)}`, {
      field: fieldNaming(configuration, unknown),
    });
  }
  await requireKnownProviders(tx, organizationId, configuration);
}

function fieldNaming({ model, candidates, cascade, council, agreement }: Configuration, slug: string): string {
  if (model === slug) return "configuration.model";
  if (cascade?.some((step) => step.model === slug)) return "configuration.cascade";
  if (agreement?.models.includes(slug)) return "configuration.agreement.models";
  if (council?.members.includes(slug)) return "configuration.council.members";
  if (council?.synthesizer === slug) return "configuration.council.synthesizer";
  return candidates?.includes(slug) ? "configuration.candidates" : "configuration.fallbacks";
}

async function requireKnownProviders(
  tx: DatabaseTransaction,
  organizationId: string,
  { constraints: { allowedProviders = [] } }: Configuration,
): Promise<void> {
  if (allowedProviders.length === 0) return;
  const known = (await selectProviders(tx, organizationId)).map((provider) => provider.slug);
  const unknown = allowedProviders.find((slug) => !known.includes(slug));
  if (unknown === undefined) return;
  throw invalidInput(`There is no provider \`${unknown}\`${suggestion(unknown, known)}`, {
    field: "configuration.constraints.allowedProviders",
  });
}
