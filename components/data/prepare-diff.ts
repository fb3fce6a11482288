export type FieldChange = {
  /** Path of the field, such as `constraints.maxCostUsd`. */
  path: string;
  kind: "added" | "removed" | "changed";
  /** As text; null when the field did not exist. */
  before: string | null;
  after: string | null;
};

/**
 * Fields that differ between two configurations, in the order of the fields. Objects are compared field by field,
 * lists and everything else as a whole. A field that is undefined does not exist.
 */
export function prepareDiff(before: unknown, after: unknown): FieldChange[] {
  return compare("", before, after);
}

function compare(path: string, before: unknown, after: unknown): FieldChange[] {
  const left = fieldsOf(before, after);
  const right = fieldsOf(after, before);
  if (left && right) {
    const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    return names.flatMap((name) => compare(path ? `${path}.${name}` : name, left[name], right[name]));
  }
  const change = { path, before: textOf(before), after: textOf(after) };
  if (change.before === change.after) return [];
  if (change.before === null) return [{ ...change, kind: "added" }];
  if (change.after === null) return [{ ...change, kind: "removed" }];
  return [{ ...change, kind: "changed" }];
}

/** What is missing beside an object counts as an object without fields, so that each of its fields is named. */
function fieldsOf(value: unknown, other: unknown): Record<string, unknown> | null {
  if (isFields(value)) return value;
  const isMissing = value === undefined && isFields(other) && Object.keys(other).length > 0;
  return isMissing ? {} : null;
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** JSON with sorted keys, so that two equal objects read the same. */
function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  if (typeof value === "string") return value;
  return JSON.stringify(value, (_, inner: unknown) => (isFields(inner) ? sorted(inner) : inner), 2);
}

const sorted = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).sort(([left], [right]) => (left < right ? -1 : 1)));
