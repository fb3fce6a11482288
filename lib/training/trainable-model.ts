import type { Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { canFineTune } from "@/lib/providers";
import type { ProviderState, RoutableModel } from "@/lib/registry";
import { MIN_TUNING_EXAMPLES, type TrainingMethod } from "./words";

/** A chat model of the catalogue that can be asked now, with its provider. Throws `invalid_input`, with what to do, for any other. */
export async function requireTrainableModel(
  ctx: Ctx,
  slug: string,
  method: TrainingMethod,
): Promise<{ model: RoutableModel; provider: ProviderState }> {
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const field = method === "fine_tune" ? "fineTune.model" : "fewShot.model";
  const model = snapshot.models.get(slug);
  const provider = model && snapshot.providers.get(model.providerSlug);
  if (!model || !provider) throw invalidInput(`There is no model \`${slug}\``, { field });
  if (model.kind !== "chat") throw invalidInput(`\`${slug}\` is no chat model: choose one that is`, { field });
  if (model.status !== "ready") {
    throw invalidInput(`\`${slug}\` cannot be asked now: check it, and its provider's key, in Settings, Providers`, {
      field,
    });
  }
  if (method === "fine_tune" && !canFineTune(provider.kind)) {
    throw invalidInput(
      `${model.providerSlug} offers no fine-tuning in OpenAI's form: choose a model of OpenAI or of a compatible server, or let examples be chosen for the prompt`,
      { field },
    );
  }
  return { model, provider };
}

/** Why so few rows cannot be fine-tuned on; null when they can. */
export function tuningSizeProblem(rowCount: number, validationShare: number): string | null {
  const left = Math.floor(rowCount * (1 - validationShare));
  if (left >= MIN_TUNING_EXAMPLES) return null;
  const needed = Math.ceil(MIN_TUNING_EXAMPLES / (1 - validationShare));
  return `Fine-tuning needs at least ${MIN_TUNING_EXAMPLES} examples to learn from, and of these ${rowCount} only ${left} are left beside those that measure: import at least ${needed}`;
}
