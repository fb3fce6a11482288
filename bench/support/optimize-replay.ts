import { composeAgreement } from "@/lib/optimization/core/compose-agreement";
import { deriveCandidates, type EligibleModel } from "@/lib/optimization/core/derive-candidates";
import { DEFAULT_MARGINS } from "@/lib/optimization/core/goals";
import { searchConfiguration } from "@/lib/optimization/core/search";
import { splitTests } from "@/lib/optimization/core/split-tests";
import { BASELINE, createTrialBook, type Candidate, type Trial } from "@/lib/optimization/core/trial";
import { meanInterval, summarise } from "@/lib/platform/stats";
import { Configuration } from "@/lib/registry/schemas";
import type { ScoredPrompt } from "@/lib/routing/learned/types";
import { readRoutingFile } from "./routing-file";

const TYPE = "cost_reduction";
/** What the acceptance asks for: shares of the best single model's quality and cost. */
const LEAST_QUALITY = 0.99;
const MOST_COST = 0.5;

export type ReplayRun = {
  file: string;
  /** Rows that only verify; null = the rows of `file` that the search does not see, as the product divides them. */
  test: string | null;
  seed: number;
};

/**
 * Cost reduction from the best single model, by the product's own candidates, race and proof on recorded answers. All
 * that the search knows comes from its own rows. Prints one line of JSON.
 */
export async function optimizeReplay({ file, test, seed }: ReplayRun): Promise<void> {
  const rows = readRoutingFile(file);
  const tests = test === null ? splitTests(rows, seed) : { search: rows, verify: readRoutingFile(test) };
  const slugs = new Map(Object.keys(rows[0]!.scores).map((name) => [slugOf(name), name]));
  const models = known(tests.search, slugs);
  // The best of all rows: a harder start than the one that the search would take for the best.
  const best = known([...tests.search, ...tests.verify], slugs)[0]!.slug;
  const book = createTrialBook();
  const space = deriveCandidates(
    {
      kind: "generation",
      configuration: Configuration.parse({ model: best }),
      models,
      current: best,
      promptVersions: [],
      examples: [],
    },
    TYPE,
  );
  const isRecorded = ({ changes }: Candidate) => changes.model !== undefined;
  const startedMs = performance.now();
  const { winner, finalists } = await searchConfiguration<ScoredPrompt>(
    {
      type: TYPE,
      margins: DEFAULT_MARGINS[TYPE],
      seed,
      space: { ...space, candidates: space.candidates.filter(isRecorded) },
      tests,
      book,
      budgetUsd: 1e6,
    },
    {
      ask: async (candidate, row) => answer(candidate, row, slugs, best),
      spentUsd: () => 0,
      isLate: () => false,
      concurrency: 1,
      onProgress: () => undefined,
    },
  );
  const ids = tests.verify.map(({ id }) => id);
  const [before, after] = [book.of(BASELINE, ids), winner ? book.of(winner.id, ids) : []];
  const [was, is] = [figures(before), figures(winner ? after : before)];
  const quality = is.quality / was.quality;
  const cost = is.costUsd / was.costUsd;
  console.log(
    JSON.stringify({
      bench: "optimization",
      scenario: `replay: ${TYPE} from the best single model, ${slugs.get(best)}`,
      verdict: !winner ? "no improvement found" : quality >= LEAST_QUALITY && cost <= MOST_COST ? "reached" : "missed",
      found: winner?.candidate.label ?? null,
      reason: (winner ?? finalists[0])?.judgement.reason ?? null,
      before: was,
      after: is,
      qualityPercent: 100 * quality,
      costPercent: 100 * cost,
      interval: winner && {
        qualityPoints: winner.judgement.comparison.quality,
        cost: winner.judgement.comparison.cost,
      },
      searchedOn: tests.search.length,
      verifiedOn: ids.length,
      seed,
      seconds: (performance.now() - startedMs) / 1_000,
    }),
  );
}

/** A recording's names hold characters that a slug cannot. */
const slugOf = (name: string): string => `replay/${name.toLowerCase().replaceAll(/[^a-z0-9.-]/g, "-")}`;

/** Best first by what the rows of the search show, as the router would know it. */
function known(rows: readonly ScoredPrompt[], slugs: ReadonlyMap<string, string>): EligibleModel[] {
  return [...slugs]
    .map(([slug, name]) => ({
      slug,
      isClassifier: false,
      isReasoning: false,
      quality: 100 * mean(rows.map(({ scores }) => scores[name] ?? 0)),
      costUsd: mean(rows.map(({ costsUsd }) => costsUsd[name] ?? 0)),
      latencyMsP50: null,
    }))
    .toSorted((a, b) => b.quality - a.quality);
}

/** What was recorded of the model; of an agreement, what its models said and cost until enough were equal. */
function answer({ changes }: Candidate, row: ScoredPrompt, slugs: ReadonlyMap<string, string>, best: string): Trial {
  const recorded = (slug: string) => trialOf(row, slugs.get(slug)!);
  const { agreement } = changes;
  if (!agreement) return recorded(changes.model ?? best);
  return composeAgreement(row.id, agreement.models, agreement.votes, (slug) => recorded(slug))!;
}

function trialOf({ id, scores, costsUsd, answers }: ScoredPrompt, name: string): Trial {
  return {
    testId: id,
    quality: 100 * (scores[name] ?? 0),
    costUsd: costsUsd[name] ?? null,
    // A recording holds no times.
    latencyMs: 0,
    cpuMs: null,
    memoryMb: null,
    confidence: null,
    finalAnswer: answers[name] ?? null,
    error: null,
    executionId: null,
  };
}

function figures(trials: readonly Trial[]) {
  const of = (values: readonly number[]) => meanInterval(summarise(values));
  const qualities = trials.map(({ quality }) => quality);
  const costs = trials.map(({ costUsd }) => costUsd ?? 0);
  return { quality: mean(qualities), qualityInterval: of(qualities), costUsd: mean(costs), costInterval: of(costs) };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
