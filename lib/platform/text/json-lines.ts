export type JsonLines = {
  /** Line, from 1, at which the value of the path begins, or of the nearest one around it that is there. */
  lineOf(path: readonly PropertyKey[]): number;
};

/** A text that is no JSON: where, and why. */
export class JsonFault extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
    this.name = "JsonFault";
  }
}

/** Deeper values share the line of what they are in: a reader needs the neighbourhood, and deep nesting costs no stack. */
const MAX_DEPTH = 8;

/** What `JSON.parse` gives, and the lines its parts stand on. Throws `JsonFault`. */
export function parseWithLines(text: string): { value: unknown; lines: JsonLines } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new JsonFault("This is not JSON", lineAt(text, faultAt(text, error)));
  }
  const offsets = new Map<string, number>();
  new Walk(text, offsets).value([]);
  return {
    value,
    lines: {
      lineOf(path) {
        for (let length = path.length; length >= 0; length--) {
          const offset = offsets.get(keyOf(path.slice(0, length)));
          if (offset !== undefined) return lineAt(text, offset);
        }
        return 1;
      },
    },
  };
}

const keyOf = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

/** V8 names the place, except at the very end and in short texts. */
function faultAt(text: string, error: unknown): number {
  const named = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  if (named !== undefined) return Number(named);
  const walk = new Walk(text, new Map());
  try {
    walk.value([]);
  } catch {
    // The walk stops where the grammar breaks, and that place is all that is wanted.
  }
  return walk.at;
}

/** Goes over JSON that is known to be sound, noting where values begin; over any other text until it breaks. */
class Walk {
  at = 0;

  constructor(
    private readonly text: string,
    private readonly offsets: Map<string, number>,
  ) {}

  value(path: readonly PropertyKey[]): void {
    this.#space();
    if (path.length <= MAX_DEPTH) this.offsets.set(keyOf(path), this.at);
    const first = this.text[this.at];
    if (path.length > MAX_DEPTH && (first === "{" || first === "[")) return this.#skip();
    if (first === "{") return this.#object(path);
    if (first === "[") return this.#array(path);
    if (first === '"') return void this.#string();
    this.#take(/(?:true|false|null|-?\d[\d.eE+-]*)/y);
  }

  #object(path: readonly PropertyKey[]): void {
    this.at++;
    if (this.#ends("}")) return;
    for (;;) {
      this.#space();
      const name = JSON.parse(this.#string()) as string;
      this.#take(/\s*:/y);
      this.value([...path, name]);
      if (this.#ends("}")) return;
      this.#take(/,/y);
    }
  }

  #array(path: readonly PropertyKey[]): void {
    this.at++;
    if (this.#ends("]")) return;
    for (let index = 0; ; index++) {
      this.value([...path, index]);
      if (this.#ends("]")) return;
      this.#take(/,/y);
    }
  }

  /** Over a whole container without noting what is in it. */
  #skip(): void {
    for (let depth = 0; this.at < this.text.length;) {
      const letter = this.text[this.at];
      if (letter === '"') this.#string();
      else {
        if (letter === "{" || letter === "[") depth++;
        if (letter === "}" || letter === "]") depth--;
        this.at++;
        if (depth === 0) return;
      }
    }
  }

  #string(): string {
    return this.#take(/"(?:[^"\\]|\\.)*"/y);
  }

  #space(): void {
    this.#take(/\s*/y);
  }

  #ends(closing: string): boolean {
    this.#space();
    if (this.text[this.at] !== closing) return false;
    this.at++;
    return true;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) throw new Error("The grammar breaks here");
    this.at = pattern.lastIndex;
    return found[0];
  }
}
