import type { CandidateState } from "../optimization-schemas";
import type { CandidateSpace } from "./derive-candidates";

/** What became of each candidate so far: what a reader of a run looks at. */
export class CandidateStates {
  readonly #states: Map<string, CandidateState>;

  constructor({ candidates, families }: CandidateSpace) {
    this.#states = new Map(
      [...candidates, ...families].map(({ id, label, why }) => [
        id,
        { id, label, why, state: "waiting", reason: "", tests: 0, gain: null, qualityPoints: null },
      ]),
    );
  }

  update(id: string, changes: Partial<CandidateState>): void {
    const state = this.#states.get(id);
    if (state) this.#states.set(id, { ...state, ...changes });
  }

  /** Whoever has not dropped out yet is verified or was not good enough. */
  closeSearch(finalistIds: ReadonlySet<string>): void {
    for (const { id, state } of this.#states.values()) {
      if (finalistIds.has(id)) this.update(id, { state: "verifying", reason: "" });
      else if (state !== "dropped") this.update(id, { state: "dropped", reason: "Others are better" });
    }
  }

  isAccepted(id: string): boolean {
    return this.#states.get(id)?.state === "accepted";
  }

  list(): CandidateState[] {
    return [...this.#states.values()];
  }
}
