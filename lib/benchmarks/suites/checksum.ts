import { createHash } from "node:crypto";
import type { BenchmarkTest } from "../check-schemas";

/** SHA-256 over what decides a result: ids, messages and checks in order, hex. */
export function checksumOf(tests: readonly BenchmarkTest[]): string {
  const deciding = tests.map(({ id, messages, check }) => [
    id,
    messages.map(({ role, content }) => [role, content]),
    sorted(check),
  ]);
  return createHash("sha256").update(JSON.stringify(deciding)).digest("hex");
}

/** The database keeps no order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}
