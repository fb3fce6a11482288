import type { StoredAnswer } from "./stored-answer";

/** `abandoned`: nobody asks any more, so another must; `nothing`: asked, but there is nothing to share. */
export type Landing = { kind: "answer"; answer: StoredAnswer } | { kind: "nothing" } | { kind: "abandoned" };

/** The call that others wait for. Whoever leads has to land it, however the call ends. Landing twice is once. */
export type Lead = { land: (landing: Landing) => void };

/** Calls under way by key. */
export class Flights {
  readonly #underWay = new Map<string, Promise<Landing>>();

  /** What is under way, to be waited for; null for whoever comes first, who then has to `lead`. */
  join(key: string): Promise<Landing> | null {
    return this.#underWay.get(key) ?? null;
  }

  lead(key: string): Lead {
    let resolve: (landing: Landing) => void = () => undefined;
    const flight = new Promise<Landing>((settle) => (resolve = settle));
    this.#underWay.set(key, flight);
    return {
      land: (landing) => {
        if (this.#underWay.get(key) === flight) this.#underWay.delete(key);
        resolve(landing);
      },
    };
  }

  get size(): number {
    return this.#underWay.size;
  }
}
