import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { nearestName } from "@/lib/platform/nearest-name";
import type { OrganizationSnapshot } from "@/lib/registry";
import type { ExperimentRow } from "./experiment-store";
import { modelChecks, type ModelCheckOptions } from "./lost-variants";
import type { ActiveExperiment } from "./serve-variant";
import type { ExperimentDesign, StartCheck } from "./schemas";

/** What keeps an experiment from starting, and what to know before. */
export async function startChecks(ctx: Ctx, row: Pick<ExperimentRow, "slug" | "design">): Promise<StartCheck[]> {
  requireScope(ctx, "read");
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const running = ctx.runtime.experiments.ofTask(ctx.organizationId, row.design.task);
  return [
    ...knownChecks(row.design, snapshot),
    ...overlapChecks(row, running),
    ...measurementChecks(row.design, snapshot),
    ...planChecks(row.design),
  ];
}

/** What became of the models of a running experiment; those of a variant that cannot be served are blocks. */
export async function runningChecks(ctx: Ctx, { design }: Pick<ExperimentRow, "design">): Promise<StartCheck[]> {
  requireScope(ctx, "read");
  return modelChecks(design, await ctx.runtime.registry.ensureLoaded(ctx.organizationId));
}

/** Throws `invalid_input` when the design names a task or model that is not there. One that is switched off keeps from starting alone. */
export async function requireKnownNames(ctx: Ctx, design: ExperimentDesign): Promise<void> {
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const block = knownChecks(design, snapshot, { mayBeOff: true }).find(({ level }) => level === "block");
  if (block) throw invalidInput(block.message, block.field === null ? {} : { field: block.field });
}

const block = (message: string, field: string | null): StartCheck => ({ level: "block", message, field });
const warning = (message: string, field: string | null): StartCheck => ({ level: "warning", message, field });

function knownChecks(
  design: ExperimentDesign,
  snapshot: OrganizationSnapshot,
  options?: ModelCheckOptions,
): StartCheck[] {
  const task = snapshot.tasks.get(design.task);
  if (!task) {
    const nearest = nearestName(design.task, [...snapshot.tasks.keys()]);
    return [block(`There is no task \`${design.task}\`${nearest ? `: did you mean \`${nearest}\`?` : ""}`, "task")];
  }
  if (design.assignment === "gateway" && task.task.kind === "retrieval")
    return [block("Embeddings are not assigned by the gateway: use the API for such a task", "assignment")];
  return modelChecks(design, snapshot, options);
}

/** Two experiments on one task would mix, unless a namespace keeps their units apart. */
function overlapChecks(
  { slug, design }: Pick<ExperimentRow, "slug" | "design">,
  running: readonly ActiveExperiment[],
): StartCheck[] {
  if (design.assignment === "api") return [];
  return running
    .filter((other) => other.slug !== slug && !areApart(design.namespace, other.design.namespace))
    .map((other) =>
      block(
        `The experiment \`${other.slug}\` runs on this task: give both the same namespace with ranges apart, or stop it first`,
        "namespace",
      ),
    );
}

function areApart(a: ExperimentDesign["namespace"], b: ExperimentDesign["namespace"]): boolean {
  return a !== null && b !== null && a.name === b.name && (a.to <= b.from || b.to <= a.from);
}

function measurementChecks(design: ExperimentDesign, snapshot: OrganizationSnapshot): StartCheck[] {
  if (design.assignment === "api") return [];
  const scoredShare = snapshot.tasks.get(design.task)?.configuration.scoredShare ?? 0;
  const isAboutQuality = [design.primary, ...design.secondary, ...design.guardrails].some(
    ({ measure }) => measure === "quality",
  );
  return isAboutQuality && scoredShare === 0
    ? [
        warning(
          "Quality is not scored for this task: raise the share of scored answers in its configuration, or nothing is measured",
          "primary",
        ),
      ]
    : [];
}

function planChecks({ unitsPerVariant, minimumEffect, kind, unit }: ExperimentDesign): StartCheck[] {
  return [
    ...(unitsPerVariant === null && kind === "test"
      ? [warning("No size is planned, so nobody knows how long it takes", "unitsPerVariant")]
      : []),
    ...(minimumEffect === null && kind === "test"
      ? [warning("Without a smallest difference that matters it cannot end with “no difference”", "minimumEffect")]
      : []),
    ...(unit !== "request"
      ? [
          warning(
            `Only requests that name their ${unit} take part (\`gym.${unit === "user" ? "userRef" : "sessionId"}\`)`,
            "unit",
          ),
        ]
      : []),
  ];
}
