import type { Prisma } from "@/generated/prisma/client";

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * JSON that PostgreSQL's jsonb accepts: it refuses the character NUL (left out here) and halves of surrogate pairs
 * (replaced by U+FFFD), and both arrive in text from clients and models. `undefined` becomes `null`.
 */
export function jsonText(value: unknown): string {
  return (
    JSON.stringify(value, (_name, item: unknown) => (typeof item === "string" ? storableText(item) : item)) ?? "null"
  );
}

/** The same as `jsonText` for text columns, which refuse NUL as well. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "").replace(LONE_SURROGATE, "\ufffd");
}

/** What a JSON column is given: Prisma asks for types with an index, which the product's own types do not have. */
export function toStored(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(jsonText(value)) as Prisma.InputJsonValue;
}

/**
 * What a JSON column holds, as the type that was written there: only its own store writes it, from values that
 * were checked, so it is trusted as the other columns are. What people may edit in any form is parsed instead.
 */
export function fromStored<Value>(column: unknown): Value {
  return column as Value;
}
