import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import pino from "pino";
import { createResponseCache } from "@/lib/cache";
import { questionSignature } from "@/lib/cache/question-signature";
import { createMetrics } from "@/lib/platform/metrics";
import { seededRandom } from "@/lib/platform/seeded-random";
import { createEmbedder, type ChatCompletion } from "@/lib/providers";
import { Configuration } from "@/lib/registry/schemas";
import { SEMANTIC_CACHE_FLOOR } from "@/lib/registry/words";
import { DIFFERENT, SAME, MORE_DIFFERENT, HARDEST_DIFFERENT, MORE_SAME } from "./support/question-pairs";
import { printTable, quantile } from "./support/print-table";

/**
 * How the semantic cache tells questions apart, on labelled pairs: share of different pairs that would get a wrong
 * answer and of same ones that hit, by floor, with the comparison of words and without it. Then how long lookups among
 * 10,000 answers take, and what a hit adds to one.
 */
const { values } = parseArgs({ options: { entries: { type: "string", default: "10000" } } });

const embedder = createEmbedder();

type Judged = { likeness: number; isGuarded: boolean };

async function judge(pairs: readonly (readonly [string, string])[]): Promise<Judged[]> {
  const vectors = await embedder.embed(pairs.flat());
  return pairs.map(([left, right], index) => {
    const [a, b] = [vectors[2 * index]!, vectors[2 * index + 1]!];
    return {
      likeness: a.reduce((sum, value, at) => sum + value * b[at]!, 0),
      isGuarded: questionSignature(left) === questionSignature(right),
    };
  });
}

const rateAt = (judged: readonly Judged[], floor: number, isWithWords: boolean) =>
  judged.filter(({ likeness, isGuarded }) => likeness >= floor && (isGuarded || !isWithWords)).length / judged.length;

/** Upper end of Wilson's 95 % interval (1927): what a rate may be at most. */
function upperBound(rate: number, count: number): number {
  const z = 1.96;
  const spread = z * Math.sqrt((rate * (1 - rate)) / count + (z * z) / (4 * count * count));
  return (rate + (z * z) / (2 * count) + spread) / (1 + (z * z) / count);
}

const percent = (rate: number) => `${(100 * rate).toFixed(1)} %`;

async function compare(title: string, samePairs: typeof SAME, differentPairs: typeof DIFFERENT) {
  const [same, different] = [await judge(samePairs), await judge(differentPairs)];
  printTable(
    `${title}: ${samePairs.length} pairs that mean the same, ${differentPairs.length} that do not`,
    [0, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95].map((floor) => {
      const wrong = rateAt(different, floor, true);
      return {
        floor: floor === SEMANTIC_CACHE_FLOOR ? `${floor} (default)` : String(floor),
        hits: percent(rateAt(same, floor, true)),
        "false hits": percent(wrong),
        "at most (95 %)": percent(upperBound(wrong, different.length)),
        "hits by the encoder alone": percent(rateAt(same, floor, false)),
        "false hits by it alone": percent(rateAt(different, floor, false)),
      };
    }),
  );
}

await compare("Customers and facts", SAME, DIFFERENT);
await compare("Other subjects, orders and wishes", MORE_SAME, [...MORE_DIFFERENT, ...HARDEST_DIFFERENT]);

const entries = Number(values.entries);
const log = pino({ level: "silent" });
const cache = createResponseCache({
  db: null as never,
  embedder,
  redisUrl: null,
  maxBytes: 1_000_000_000,
  now: () => new Date(),
  log,
  metrics: createMetrics({ log }),
});
const configuration = Configuration.parse({});
const ask = (content: string) =>
  cache.question(
    {
      organizationId: "bench",
      taskSlug: "general_chat",
      configuration,
      requestedModel: null,
      strategy: null,
      constraints: null,
      promptVersionId: null,
      userRef: null,
      request: { model: "auto", messages: [{ role: "user", content }] },
    },
    { mode: "semantic", ttlSeconds: 3_600, minSimilarity: null },
  );
const response: ChatCompletion = {
  id: "1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "An answer. ".repeat(40) } }],
};
const subjects = [...SAME, ...MORE_SAME];
const questionNumber = (index: number, side: 0 | 1) => `${subjects[index % subjects.length]![side]} (ticket ${index})`;
console.log(`filling ${entries} answers, each with the vector of its question`);
const filling = Array.from({ length: entries }, (_, index) => questionNumber(index, 0));
// Together is quicker than one by one, and what is remembered is not computed again.
for (let from = 0; from < entries; from += 512) {
  await embedder.embed(filling.slice(from, from + 512));
  for (let index = from; index < Math.min(entries, from + 512); index++)
    cache.store(ask(filling[index]!), { model: "m", response, costUsd: 0.001 });
  await embedder.embed(filling.slice(from, from + 512));
}

const never = new AbortController().signal;
const times: Record<"exact" | "semantic" | "miss", number[]> = { exact: [], semantic: [], miss: [] };
const random = seededRandom(1);
for (let round = 0; round < 400; round++) {
  const index = Math.floor(random() * entries);
  for (const content of [questionNumber(index, 0), questionNumber(index, 1), `Anything else about ${round}?`]) {
    const beganMs = performance.now();
    const found = await cache.find(ask(content), never);
    times[found && found.kind !== "shared" ? found.kind : "miss"].push(performance.now() - beganMs);
  }
}
printTable(
  `Lookup among ${cache.status("bench").entries} answers, from the request to the answer, load ${loadavg()[0]!.toFixed(1)}`,
  Object.entries(times).map(([kind, measured]) => ({
    kind,
    count: measured.length,
    "p50, ms": quantile(measured, 0.5),
    "p95, ms": quantile(measured, 0.95),
  })),
);
const alone: number[] = [];
for (let round = 0; round < 200; round++) {
  const beganMs = performance.now();
  await embedder.embed([`A question ${round} that nobody asked before`]);
  alone.push(performance.now() - beganMs);
}
printTable("Of that, the vector of one question that was not asked before", [
  { count: alone.length, "p50, ms": quantile(alone, 0.5), "p95, ms": quantile(alone, 0.95) },
]);
await embedder.dispose();
