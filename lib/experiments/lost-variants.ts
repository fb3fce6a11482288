import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { nearestName } from "@/lib/platform/nearest-name";
import type { OrganizationSnapshot } from "@/lib/registry";
import type { Configuration, ModelStatus } from "@/lib/registry/schemas";
import { selectExperiments } from "./experiment-store";
import type { ExperimentDesign, StartCheck } from "./schemas";

type Models = Pick<OrganizationSnapshot, "models">;

const WHY = {
  disabled: "is switched off",
  provider_disabled: "cannot be used: its provider is switched off",
  no_key: "cannot be used: its provider has no key",
  key_unreadable: "cannot be used: the key of its provider cannot be read",
} as const satisfies Record<Exclude<ModelStatus, "ready">, string>;

/**
 * Whether the models that a variant names can still serve it: the one it pins, every step of its cascade or agreement, one of its candidates.
 * A request of a variant that lost them is served as if there were no experiment, and does not count.
 */
export function canServeVariant(
  { models }: Models,
  { model, candidates, cascade, agreement }: Partial<Configuration>,
): boolean {
  const isReady = (slug: string) => models.get(slug)?.status === "ready";
  if (model && !isReady(model)) return false;
  if (cascade?.some((step) => !isReady(step.model))) return false;
  if (agreement?.models.some((slug) => !isReady(slug))) return false;
  return !candidates || candidates.length === 0 || candidates.some(isReady);
}

/** `mayBeOff`: a model that is only switched off blocks nothing. (Default: false.) */
export type ModelCheckOptions = { mayBeOff?: boolean };

/** The models of a design that are gone or switched off. A variant that cannot be served without one is blocked. */
export function modelChecks(
  design: ExperimentDesign,
  snapshot: Models,
  { mayBeOff = false }: ModelCheckOptions = {},
): StartCheck[] {
  return design.variants.flatMap(({ key, configuration }, index) => {
    const isServed = canServeVariant(snapshot, configuration);
    return namedModels(configuration).flatMap((slug): StartCheck[] => {
      const known = snapshot.models.get(slug);
      if (known?.status === "ready") return [];
      const nearest = known ? null : nearestName(slug, [...snapshot.models.keys()]);
      const why = known ? WHY[known.status] : `does not exist${nearest ? `: did you mean \`${nearest}\`?` : ""}`;
      const isBlocked = !known || (design.assignment === "gateway" && !mayBeOff && !isServed);
      return [
        {
          level: isBlocked ? "block" : "warning",
          message: `\`${key}\` names the model \`${slug}\`, which ${why}`,
          field: `variants[${index}].configuration`,
        },
      ];
    });
  });
}

function namedModels({ model, candidates, fallbacks, cascade, agreement }: Partial<Configuration>): string[] {
  const named = [
    ...(model ? [model] : []),
    ...(candidates ?? []),
    ...(fallbacks ?? []),
    ...(cascade ?? []).map((step) => step.model),
    ...(agreement?.models ?? []),
  ];
  return [...new Set(named)];
}

/** Keys of the variants that the gateway cannot serve now. */
export async function lostVariants(ctx: Ctx, { assignment, variants }: ExperimentDesign): Promise<string[]> {
  if (assignment === "api") return [];
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  return variants.filter(({ configuration }) => !canServeVariant(snapshot, configuration)).map(({ key }) => key);
}

/** More than run in one organization at the same time. */
const MAX_RUNNING = 500;

/** Variants of running experiments: all of them, and those that lost their model. */
export async function countLostVariants(ctx: Ctx): Promise<{ variants: number; lost: number }> {
  requireScope(ctx, "read");
  const running = await selectExperiments(ctx.db, ctx.organizationId, { status: "running", take: MAX_RUNNING });
  const lost = await Promise.all(running.map(({ design }) => lostVariants(ctx, design)));
  return {
    variants: running.reduce((sum, { design }) => sum + design.variants.length, 0),
    lost: lost.reduce((sum, keys) => sum + keys.length, 0),
  };
}
