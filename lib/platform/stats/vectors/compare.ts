/** How far a number may be off: by the larger of `abs` and `rel` times its size. Text marks keys that are not graded. */
export type Tolerance = Record<string, number | string>;

export type Comparison = {
  /** How many values were compared. */
  graded: number;
  /** One line for each value that differs. */
  failures: string[];
  /** Keys that are expected and not offered. */
  skipped: string[];
};

const DEFAULT_ABS = 1e-9;
const DEFAULT_REL = 1e-6;

/** Compares an answer with what is expected of it; what the answer has in excess does not matter. */
export function compare(got: unknown, want: unknown, tolerance: Tolerance, path = ""): Comparison {
  if (got === undefined && path !== "") return { graded: 0, failures: [], skipped: [path] };
  if (typeof want === "number") return verdict(isNear(got, want, tolerance), path, got, want);
  if (Array.isArray(want)) return compareList(got, want, tolerance, path);
  if (typeof want !== "object" || want === null) return verdict(got === want, path, got, want);
  if (typeof got !== "object" || got === null) return verdict(false, path, got, want);
  const fields = got as Record<string, unknown>;
  const graded = Object.entries(want).filter(([key]) => !isUngraded(key, tolerance));
  return joined(
    graded.map(([key, part]) => compare(fields[key], part, tolerance, path === "" ? key : `${path}.${key}`)),
  );
}

function compareList(got: unknown, want: readonly unknown[], tolerance: Tolerance, path: string): Comparison {
  if (!Array.isArray(got) || got.length !== want.length) return verdict(false, path, got, want);
  // A hole in a list is a wrong value, not a key that is not offered.
  const parts = want.map((part, index) => compare(got[index] ?? null, part, tolerance, `${path}[${index}]`));
  return joined([verdict(true, path, got, want), ...parts]);
}

function isNear(got: unknown, want: number, { abs = DEFAULT_ABS, rel = DEFAULT_REL }: Tolerance): boolean {
  if (typeof got !== "number" || !Number.isFinite(got)) return false;
  return Math.abs(got - want) <= Math.max(Number(abs), Number(rel) * Math.abs(want));
}

/** `pi95: "not graded"` is said of `pi95_low` and `pi95_high`. */
function isUngraded(key: string, tolerance: Tolerance): boolean {
  return Object.entries(tolerance).some(([name, value]) => typeof value === "string" && key.startsWith(name));
}

function verdict(isRight: boolean, path: string, got: unknown, want: unknown): Comparison {
  const failure = `${path}: ${JSON.stringify(got)} instead of ${JSON.stringify(want)}`;
  return { graded: 1, failures: isRight ? [] : [failure], skipped: [] };
}

function joined(parts: readonly Comparison[]): Comparison {
  return {
    graded: parts.reduce((sum, { graded }) => sum + graded, 0),
    failures: parts.flatMap(({ failures }) => failures),
    skipped: parts.flatMap(({ skipped }) => skipped),
  };
}
