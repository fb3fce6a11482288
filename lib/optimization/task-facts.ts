import type { Suite } from "@/lib/benchmarks/schemas";
import type { Ctx } from "@/lib/platform/ctx";
import { getPrompt } from "@/lib/prompts";
import { getConfiguration, getTask } from "@/lib/registry";
import type { Configuration, ConfigurationVersion } from "@/lib/registry/schemas";
import { recommendModel } from "@/lib/routing";
import type { EligibleModel, TaskFacts } from "./core/derive-candidates";

export type KnownTask = { facts: TaskFacts; version: ConfigurationVersion; notes: string[] };

/** What serves the task now and what else could. Models that learned from the suite's own tests are left out. */
export async function readTaskFacts(ctx: Ctx, slug: string, suite: Suite): Promise<KnownTask> {
  const [task, version, recommendation] = await Promise.all([
    getTask(ctx, slug),
    getConfiguration(ctx, slug),
    recommendModel(ctx, { task: slug }),
  ]);
  const { configuration } = version;
  const snapshot = ctx.runtime.registry.get(ctx.organizationId);
  const taught = new Set(suite.taughtModels);
  const able = recommendation.candidates.filter(({ excluded }) => excluded === undefined);
  const models = able
    .filter(({ model }) => !taught.has(model))
    .map(({ model, quality, costUsd, latencyMsP50 }): EligibleModel => {
      const known = snapshot.models.get(model);
      return {
        slug: model,
        isClassifier: known?.kind === "classifier",
        isReasoning: known?.capabilities.has("reasoning") ?? false,
        quality: quality ?? null,
        costUsd: costUsd ?? null,
        latencyMsP50: latencyMsP50 ?? null,
      };
    });
  const current = configuration.cascade?.[0]?.model ?? configuration.model ?? recommendation.model;
  const left = able.filter(({ model }) => taught.has(model)).map(({ model }) => model);
  return {
    facts: {
      kind: task.kind,
      configuration,
      models,
      current,
      promptVersions: await promptVersions(ctx, configuration),
      examples: [],
    },
    version,
    notes: left.length > 0 ? [`Left out, because they learned from these very tests: ${left.join(", ")}`] : [],
  };
}

const MAX_PROMPT_VERSIONS = 3;

async function promptVersions(ctx: Ctx, { prompt }: Configuration): Promise<number[]> {
  if (!prompt) return [];
  const { versions } = await getPrompt(ctx, prompt.slug);
  const isInUse = ({ version, labels }: (typeof versions)[number]) =>
    prompt.version === undefined ? labels.includes(prompt.label ?? "production") : version === prompt.version;
  return versions
    .filter((one) => !isInUse(one))
    .map(({ version }) => version)
    .slice(0, MAX_PROMPT_VERSIONS);
}
