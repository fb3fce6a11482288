import type { OptimizationType } from "../words";
import type { CandidateState, Margins, SearchProgress } from "../optimization-schemas";
import { CandidateStates } from "./candidate-states";
import type { CandidateSpace } from "./derive-candidates";
import { finalistsOf, rankStandings, roundsOf, standingOf, survivorsOf, type Standing } from "./halving";
import { judgeCandidate, type Judgement } from "./judge-candidate";
import { BASELINE, pairTrials, type Candidate, type CascadeFamily, type Trial, type TrialBook } from "./trial";
import { tuneAgreement, tuneCascade, type TunedCascade } from "./tune-cascade";

export type SearchInput<Test extends { id: string }> = {
  type: OptimizationType;
  margins: Margins;
  seed: number;
  space: CandidateSpace;
  /** In the order in which they are asked. */
  tests: { search: readonly Test[]; verify: readonly Test[] };
  /** What is asked already, and where all answers go. */
  book: TrialBook;
  /** Most that may be spent, US dollars. */
  budgetUsd: number;
  /** Candidates that are judged elsewhere: each has to be surer. (Default: 0) */
  otherFinalists?: number;
};

export type SearchHooks<Test extends { id: string }> = {
  /** Throws only when the run is cancelled. */
  ask: (candidate: Candidate, test: Test) => Promise<Trial>;
  /** By this run, US dollars. */
  spentUsd: () => number;
  isLate: () => boolean;
  /** Tests under way at a time. */
  concurrency: number;
  onProgress: (progress: SearchProgress) => void;
};

export type Finalist = { id: string; candidate: Candidate; judgement: Judgement };

export type SearchResult = {
  /** null = no improvement was found. */
  winner: Finalist | null;
  finalists: Finalist[];
  candidates: CandidateState[];
  /** Why not every test was asked; null when all were. */
  stoppedBy: "budget" | "time" | null;
};

/** The configuration in force answers nothing at all, so nothing can be compared with it. */
export class BaselineFailed extends Error {}

/** Share of the money that the search may use; the rest is for verifying what it found. */
const SEARCH_SHARE = 0.5;

/** More would have to be proven at a level that few tests reach. */
const MAX_VERIFIED = 2;

const IN_FORCE: Candidate = { id: BASELINE, label: "In force", why: "", changes: {} };

/**
 * Races candidates against the configuration in force on the same tests (successive halving: Jamieson and Talwalkar
 * 2016), then verifies at most two of them on tests that the race did not see. Throws `BaselineFailed`.
 */
export async function searchConfiguration<Test extends { id: string }>(
  input: SearchInput<Test>,
  hooks: SearchHooks<Test>,
): Promise<SearchResult> {
  const search = new Search(input, hooks);
  const finals = await search.race();
  return search.verify(finals);
}

class Search<Test extends { id: string }> {
  readonly #states: CandidateStates;
  readonly #tuned = new Map<string, TunedCascade>();
  #stoppedBy: SearchResult["stoppedBy"] = null;

  constructor(
    private readonly input: SearchInput<Test>,
    private readonly hooks: SearchHooks<Test>,
  ) {
    this.#states = new CandidateStates(input.space);
  }

  /** Who is worth verifying. */
  async race(): Promise<Standing[]> {
    const { space, tests } = this.input;
    let alive: readonly Candidate[] = space.candidates;
    let families: readonly CascadeFamily[] = space.families;
    let ranked: Standing[] = [];
    let asked = 0;
    for (const size of roundsOf(tests.search.length)) {
      if (alive.length + families.length === 0) break;
      for (const { id } of [...alive, ...families]) this.#states.update(id, { state: "racing" });
      await this.#askAll(this.#racing(alive, families), tests.search.slice(asked, size), {
        limitUsd: SEARCH_SHARE * this.input.budgetUsd,
        stage: "search",
        before: asked,
      });
      asked = size;
      ranked = this.#rank(alive, families);
      const { stay, drop } = survivorsOf(ranked);
      const isLast = size === tests.search.length || this.#stoppedBy !== null;
      // After the last round only those go that cannot win; the others are compared by who is verified.
      this.#drop(isLast ? drop.filter(({ isPossible }) => !isPossible) : drop);
      if (isLast) break;
      const stays = new Set(stay.map(({ candidateId }) => candidateId));
      alive = alive.filter(({ id }) => stays.has(id));
      families = families.filter(({ id }) => stays.has(id));
    }
    const finals = finalistsOf(ranked);
    this.#states.closeSearch(new Set(finals.map(({ candidateId }) => candidateId)));
    return finals;
  }

  async verify(finals: readonly Standing[]): Promise<SearchResult> {
    const { tests, budgetUsd } = this.input;
    const chosen = this.#toVerify(finals);
    if (chosen.length > 0) {
      // Half of the money was kept for this.
      if (this.#stoppedBy === "budget") this.#stoppedBy = null;
      await this.#askAll([IN_FORCE, ...chosen.map(({ candidate }) => candidate)], tests.verify, {
        limitUsd: budgetUsd,
        stage: "verify",
        before: tests.search.length,
      });
    }
    const finalists = chosen.map(({ stateId, candidate }) =>
      this.#judge(stateId, candidate, chosen.length + (this.input.otherFinalists ?? 0)),
    );
    const [winner] = finalists
      .filter(({ judgement }) => judgement.isAccepted)
      .toSorted((a, b) => (b.judgement.gain?.mean ?? 0) - (a.judgement.gain?.mean ?? 0));
    return { winner: winner ?? null, finalists, candidates: this.#states.list(), stoppedBy: this.#stoppedBy };
  }

  /** At most two: the best, and its safer variant or the one whose quality looks safest. */
  #toVerify(finals: readonly Standing[]): { stateId: string; candidate: Candidate }[] {
    const all = finals.flatMap(({ candidateId: stateId }) => {
      const tuned = this.#tuned.get(stateId);
      const own = tuned?.candidate ?? this.input.space.candidates.find(({ id }) => id === stateId)!;
      return [own, ...(tuned?.safer ? [tuned.safer] : [])].map((candidate) => ({ stateId, candidate }));
    });
    return all.slice(0, MAX_VERIFIED);
  }

  /** Everyone who is asked: the baseline, who is still in the race, and the models of cascades that are. */
  #racing(alive: readonly Candidate[], families: readonly CascadeFamily[]): Candidate[] {
    const { candidates, members } = this.input.space;
    const needed = new Set(families.flatMap((family) => family.members.map(({ candidateId }) => candidateId)));
    return [IN_FORCE, ...[...candidates, ...members].filter((one) => alive.includes(one) || needed.has(one.id))];
  }

  /** Each test goes to every candidate before the next test, so that all meet the same conditions. */
  async #askAll(
    candidates: readonly Candidate[],
    tests: readonly Test[],
    { limitUsd, stage, before }: { limitUsd: number; stage: SearchProgress["stage"]; before: number },
  ): Promise<void> {
    const { book } = this.input;
    let next = 0;
    let done = 0;
    const work = async () => {
      while (next < tests.length && !this.#mustStop(limitUsd)) {
        const index = next++;
        const test = tests[index]!;
        for (let turn = 0; turn < candidates.length; turn++) {
          // Another one begins every time, so that none is always the first to meet a test.
          const candidate = candidates[(turn + index) % candidates.length]!;
          if (!book.get(candidate.id, test.id)) book.set(candidate.id, await this.hooks.ask(candidate, test));
        }
        this.#tell(stage, before + ++done);
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, this.hooks.concurrency) }, work));
  }

  #mustStop(limitUsd: number): boolean {
    if (this.hooks.spentUsd() >= limitUsd) this.#stoppedBy ??= "budget";
    else if (this.hooks.isLate()) this.#stoppedBy ??= "time";
    return this.#stoppedBy !== null;
  }

  #rank(alive: readonly Candidate[], families: readonly CascadeFamily[]): Standing[] {
    const { book, tests } = this.input;
    const ids = tests.search.map(({ id }) => id);
    const before = book.of(BASELINE, ids);
    const failed = before.find(({ error }) => error !== null);
    if (failed && before.every(({ error }) => error !== null)) throw new BaselineFailed(failed.error ?? "");
    const standings = alive.map(({ id }) => standingOf(id, before, book.of(id, ids), this.input));
    for (const family of families) {
      const tune = family.by === "agreement" ? tuneAgreement : tuneCascade;
      const tuned = tune(family, ids, before, book, this.input);
      if (!tuned) continue;
      this.#tuned.set(family.id, tuned);
      standings.push(tuned.standing);
    }
    for (const { candidateId, gain, qualityPoints } of standings) {
      this.#states.update(candidateId, { gain, qualityPoints, tests: before.length });
    }
    return rankStandings(standings);
  }

  #drop(standings: readonly Standing[]): void {
    for (const { candidateId, reason } of standings) this.#states.update(candidateId, { state: "dropped", reason });
  }

  #judge(stateId: string, candidate: Candidate, finalists: number): Finalist {
    const { book, tests, type, margins, seed } = this.input;
    const ids = tests.verify.map((test) => test.id);
    const pairs = pairTrials(book.of(BASELINE, ids), book.of(candidate.id, ids));
    const judgement = judgeCandidate(pairs, { type, margins, finalists, seed });
    // Two variants of a cascade share a state, which tells of the one that is accepted.
    if (judgement.isAccepted || !this.#states.isAccepted(stateId))
      this.#states.update(stateId, {
        state: judgement.isAccepted ? "accepted" : "rejected",
        reason: judgement.reason,
        tests: pairs.length,
        gain: judgement.gain?.mean ?? null,
        qualityPoints: judgement.comparison.quality?.mean ?? null,
      });
    return { id: candidate.id, candidate, judgement };
  }

  #tell(stage: SearchProgress["stage"], done: number): void {
    const { search, verify } = this.input.tests;
    this.hooks.onProgress({ stage, done, total: search.length + verify.length, candidates: this.#states.list() });
  }
}
