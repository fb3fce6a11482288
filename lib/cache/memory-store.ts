import type { StoredAnswer } from "./stored-answer";

/** `frame`: which questions may have the same answer at all. `vector`: of this one, length 1. */
type Meaning = { frame: string; vector: Float32Array };

type Entry = { answer: StoredAnswer; bytes: number; meaning: Meaning | null };

export type MemoryStoreOptions = {
  maxBytes: number;
  now: () => number;
  onEvict: () => void;
};

export type Nearest = { answer: StoredAnswer; similarity: number };

/** Beside its text: objects, map places, key. */
const ENTRY_BYTES = 600;
/** Answers of a frame that are compared, newest first. */
const CANDIDATES = 50;

/**
 * Answers by key, least recently used first to go once they take more than `maxBytes`. An organization that alone holds
 * more than half while others have answers pays with its own. Expired answers are never given.
 */
export class MemoryStore {
  readonly #entries = new Map<string, Entry>();
  /** Keys by frame, oldest first. */
  readonly #frames = new Map<string, Set<string>>();
  readonly #bytesOf = new Map<string, number>();
  #bytes = 0;

  constructor(private readonly options: MemoryStoreOptions) {}

  get(key: string): StoredAnswer | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    if (entry.answer.expiresAtMs <= this.options.now()) {
      this.delete(key);
      return null;
    }
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.answer;
  }

  hasFrame(frame: string): boolean {
    return this.#frames.has(frame);
  }

  /** False for an answer that would fill more than a tenth of all room. */
  set(key: string, answer: StoredAnswer, meaning: Meaning | null): boolean {
    const bytes = sizeOf(answer, meaning);
    this.delete(key);
    if (bytes > this.options.maxBytes / 10) return false;
    this.#entries.set(key, { answer, bytes, meaning });
    this.#count(answer.organizationId, bytes);
    if (meaning) this.#frameOf(meaning.frame).add(key);
    this.#makeRoom(answer.organizationId);
    return true;
  }

  /** Answers of the frame at least `floor` alike, most alike first. */
  nearest(frame: string, vector: Float32Array, floor: number): Nearest[] {
    const keys = [...(this.#frames.get(frame) ?? [])].slice(-CANDIDATES);
    return keys
      .flatMap((key) => {
        const known = this.#entries.get(key)?.meaning?.vector;
        const similarity = known?.length === vector.length ? product(known, vector) : NaN;
        const answer = similarity >= floor ? this.get(key) : null;
        return answer ? [{ answer, similarity }] : [];
      })
      .sort((left, right) => right.similarity - left.similarity);
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#count(entry.answer.organizationId, -entry.bytes);
    if (!entry.meaning) return;
    const frame = this.#frames.get(entry.meaning.frame);
    frame?.delete(key);
    if (frame?.size === 0) this.#frames.delete(entry.meaning.frame);
  }

  /** Forgets answers of an organization, or only of one of its tasks; gives how many. */
  purge(organizationId: string, taskSlug: string | null): number {
    const keys = [...this.#entries].flatMap(([key, { answer }]) =>
      answer.organizationId === organizationId && (taskSlug === null || answer.taskSlug === taskSlug) ? [key] : [],
    );
    keys.forEach((key) => this.delete(key));
    return keys.length;
  }

  /** What of the room an organization takes, or all of them. Answers that are expired count until they are met. */
  size(organizationId?: string): { entries: number; bytes: number } {
    if (organizationId === undefined) return { entries: this.#entries.size, bytes: this.#bytes };
    let entries = 0;
    for (const { answer } of this.#entries.values()) if (answer.organizationId === organizationId) entries++;
    return { entries, bytes: this.#bytesOf.get(organizationId) ?? 0 };
  }

  #frameOf(frame: string): Set<string> {
    const known = this.#frames.get(frame);
    if (known) return known;
    const made = new Set<string>();
    this.#frames.set(frame, made);
    return made;
  }

  #makeRoom(newest: string): void {
    const { maxBytes, onEvict } = this.options;
    const isGreedy = (this.#bytesOf.get(newest) ?? 0) > maxBytes / 2;
    for (const [key, { answer }] of this.#entries) {
      if (this.#bytes <= maxBytes) return;
      if (isGreedy && answer.organizationId !== newest) continue;
      this.delete(key);
      onEvict();
    }
  }

  #count(organizationId: string, bytes: number): void {
    this.#bytes += bytes;
    const own = (this.#bytesOf.get(organizationId) ?? 0) + bytes;
    if (own > 0) this.#bytesOf.set(organizationId, own);
    else this.#bytesOf.delete(organizationId);
  }
}

/** Two bytes per character, as the engine keeps what is not plain Latin. */
const sizeOf = (answer: StoredAnswer, meaning: Meaning | null): number =>
  ENTRY_BYTES + 2 * JSON.stringify(answer.response).length + (meaning ? meaning.vector.byteLength : 0);

/** NaN when one of the numbers is none, which is at least nothing. */
const product = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, index) => sum + value * right[index]!, 0);
