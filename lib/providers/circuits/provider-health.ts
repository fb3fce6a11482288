import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { nearestName } from "@/lib/platform/nearest-name";
import { closedCircuit, type Circuit } from "@/lib/platform/resilience";
import type { RoutableModel } from "@/lib/registry";
import type { ChangeCircuitInput, ListProviderHealthQuery, ProviderHealth } from "../schemas";
import { changeCircuitIn } from "./circuit-store";

/** The circuits of all models that can be called, troubled ones first. */
export async function listProviderHealth(ctx: Ctx, query: ListProviderHealthQuery): Promise<ProviderHealth[]> {
  requireScope(ctx, "read");
  const { modelList } = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  return modelList
    .filter(({ status }) => status === "ready")
    .map((model) => healthOf(model, ctx.runtime.circuits.get(ctx.organizationId, model.slug)))
    .filter(({ state, provider }) => state === (query.state ?? state) && provider === (query.provider ?? provider))
    .sort((a, b) => trouble(b) - trouble(a) || (a.model < b.model ? -1 : 1));
}

/**
 * Stops all traffic to a model, or lets it go on at once. Throws `not_found` for a model that is not in the catalogue.
 * Opening what is held open already changes nothing but the reason.
 */
export async function changeCircuitByHand(ctx: Ctx, input: ChangeCircuitInput): Promise<ProviderHealth> {
  requireScope(ctx, "write");
  const { circuits, registry } = ctx.runtime;
  const { models } = await registry.ensureLoaded(ctx.organizationId);
  const model = models.get(input.model);
  if (!model) throw unknownModel(input.model, [...models.keys()]);
  const now = ctx.now();
  const next: Circuit =
    input.action === "close"
      ? closedCircuit(now.getTime())
      : { state: "held_open", since: now.getTime(), by: ctx.actor.name, cause: input.reason ?? "no reason was given" };
  await ctx.db.$transaction(async (tx) => {
    let before: Circuit | null = null;
    await changeCircuitIn(tx, { organizationId: ctx.organizationId, modelSlug: model.slug }, now, (stored) => {
      before = stored;
      return next;
    });
    await recordAudit(tx, ctx, {
      action: `circuit.${input.action}`,
      subjectType: "circuit",
      subjectId: model.slug,
      before,
      after: next,
      reason: input.reason ?? null,
    });
  });
  circuits.adopt(ctx.organizationId, model.slug, next);
  return healthOf(model, next);
}

function healthOf({ slug, providerSlug }: RoutableModel, circuit: Circuit): ProviderHealth {
  return {
    model: slug,
    provider: providerSlug,
    state: circuit.state,
    since: circuit.since === 0 ? null : new Date(circuit.since).toISOString(),
    nextTrialAt: circuit.state === "open" ? new Date(circuit.until).toISOString() : null,
    cause: circuit.state === "open" || circuit.state === "held_open" ? circuit.cause : null,
    heldBy: circuit.state === "held_open" ? circuit.by : null,
    consecutiveFailures: circuit.state === "closed" ? circuit.consecutiveFailures : 0,
    trips: circuit.state === "held_open" ? 0 : circuit.trips,
  };
}

const TROUBLE = { held_open: 3, open: 3, half_open: 2, closed: 0 } as const satisfies Record<Circuit["state"], number>;

const trouble = ({ state, consecutiveFailures }: ProviderHealth): number =>
  TROUBLE[state] + (consecutiveFailures > 0 ? 1 : 0);

function unknownModel(slug: string, known: readonly string[]) {
  const nearest = nearestName(slug, known);
  return notFound(`There is no model \`${slug}\`${nearest ? `: did you mean \`${nearest}\`?` : ""}`, {
    field: "model",
  });
}
