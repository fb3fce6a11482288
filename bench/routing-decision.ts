import { parseArgs } from "node:util";
import { decideRoute } from "@/lib/routing/decide-route";
import { rankModels } from "@/lib/routing/policy";
import { modelFacts } from "@/lib/routing/model-facts";
import { historyEntry, historyOf, routableModel, snapshotOf, taskState, tokenPrice } from "@/lib/routing/test-snapshot";
import { STRATEGIES } from "@/lib/registry/schemas";
import { mulberry32 } from "./support/mulberry32";
import { printTable, quantile } from "./support/print-table";

/**
 * What a routing decision costs in this process: `--models 50 --decisions 20000 --seed 1`. Sizes and draws vary, so that
 * remembered rankings help only as they would in traffic. The baseline is the least that any router does: sort by price.
 */
const { values } = parseArgs({
  options: {
    models: { type: "string", default: "50" },
    decisions: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
  },
});
const modelCount = Number(values.models);
const decisions = Number(values.decisions);
const uniform = mulberry32(Number(values.seed));

const slugs = Array.from({ length: modelCount }, (_, index) => `provider-${index % 7}/model-${index}`);
const snapshot = snapshotOf(
  slugs.map((slug) => routableModel(slug, { price: tokenPrice(uniform() * 10, uniform() * 40) })),
);
const state = taskState({ explorationShare: 0.05 });
const entries = slugs.map((slug) =>
  historyEntry(slug, {
    quality: uniform() * 100,
    latencyBucket: 100 + Math.floor(uniform() * 100),
    outputTokens: 50 + Math.floor(uniform() * 500),
  }),
);
const sizes = Array.from({ length: decisions }, () => ({
  inputTokens: Math.ceil(10 * 10_000 ** uniform()),
  maxOutputTokens: null,
}));

const times = (work: (index: number) => unknown): number[] =>
  sizes.map((_, index) => {
    const beforeMs = performance.now();
    work(index);
    return (performance.now() - beforeMs) * 1_000;
  });

const history = historyOf(entries, 1);
const histories = Array.from({ length: 500 }, (_, index) => historyOf(entries, index + 2));
const question = (index: number) => ({
  state,
  strategy: STRATEGIES[index % STRATEGIES.length]!,
  requestedModel: null,
  size: sizes[index]!,
  requiredCapabilities: ["chat"] as const,
  draw: uniform(),
});
const prices = new Map([...snapshot.models.values()].map(({ slug, price }) => [slug, price!.inputPerMillion!]));
const sortOnly = () => [...slugs].sort((a, b) => prices.get(a)! - prices.get(b)!)[0];

const measured = {
  "decision, as served": times((index) => decideRoute(snapshot, history, question(index))),
  "decision after every change of the history": times((index) =>
    decideRoute(snapshot, histories[index % histories.length]!, question(index)),
  ),
  "ranking, nothing remembered": times((index) =>
    rankModels(modelFacts(snapshot, history, state), {
      strategy: STRATEGIES[index % STRATEGIES.length]!,
      constraints: {},
      size: sizes[index]!,
      requiredCapabilities: ["chat"],
      allowedModels: null,
      blocked: new Map(),
      cheaperThanUsd: null,
    }),
  ),
  "baseline: sort by price": times(sortOnly),
};

const summary = Object.entries(measured).map(([what, microseconds]) => ({
  what,
  "p50 µs": quantile(microseconds, 0.5),
  "p95 µs": quantile(microseconds, 0.95),
  "p99 µs": quantile(microseconds, 0.99),
}));
printTable(`Routing decisions, ${modelCount} models, ${decisions} requests`, summary);
console.log(
  JSON.stringify({
    bench: "routing",
    models: modelCount,
    decisionP95Ms: summary[0]!["p95 µs"] / 1_000,
    decisionAfterChangeP95Ms: summary[1]!["p95 µs"] / 1_000,
    sortOnlyP95Ms: summary[3]!["p95 µs"] / 1_000,
  }),
);
