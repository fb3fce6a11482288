import { uniform } from "./seeded-random";

export type JsonSchema = { [keyword: string]: unknown };

/**
 * A value that fits a simple JSON schema: types, properties, items, enum, const, anyOf, local $ref, and limits of
 * numbers, lengths and list sizes. All properties are filled in. Patterns and formats are not looked at.
 */
export function jsonFromSchema(schema: JsonSchema, seed: number, root: JsonSchema = schema, depth = 0): unknown {
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[Math.floor(uniform(seed) * schema.enum.length)];
  if (typeof schema.$ref === "string")
    return depth > 8 ? null : jsonFromSchema(resolve(schema.$ref, root), seed, root, depth + 1);
  const variants = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(variants)) return jsonFromSchema(variants[0] as JsonSchema, seed, root, depth + 1);

  switch (typeOf(schema)) {
    case "object":
      return Object.fromEntries(
        Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).map(([name, property], index) => [
          name,
          jsonFromSchema(property, seed + index + 1, root, depth + 1),
        ]),
      );
    case "array": {
      const size = Math.max(numberOr(schema.minItems, 1), depth > 8 ? 0 : 1);
      return Array.from({ length: size }, (_, index) =>
        jsonFromSchema((schema.items ?? {}) as JsonSchema, seed + index + 1, root, depth + 1),
      );
    }
    case "integer":
    case "number":
      return number(schema, seed);
    case "boolean":
      return uniform(seed) < 0.5;
    case "null":
      return null;
    default:
      return text(schema);
  }
}

function typeOf({ type, properties, items }: JsonSchema): unknown {
  if (Array.isArray(type)) return type[0];
  return type ?? (properties ? "object" : items ? "array" : "string");
}

function number({ type, minimum, maximum }: JsonSchema, seed: number): number {
  const low = numberOr(minimum, 0);
  const high = Math.max(low, numberOr(maximum, low + 100));
  const value = low + uniform(seed) * (high - low);
  return type === "integer" ? Math.min(Math.ceil(value), high) : value;
}

function text({ minLength, maxLength }: JsonSchema): string {
  const padded = "simulated".padEnd(numberOr(minLength, 0), ".");
  return padded.slice(0, numberOr(maxLength, padded.length));
}

function resolve(reference: string, root: JsonSchema): JsonSchema {
  const found = reference
    .replace(/^#\/?/, "")
    .split("/")
    .filter((step) => step !== "")
    .reduce<unknown>((value, step) => (value as JsonSchema | undefined)?.[step], root);
  return (found ?? {}) as JsonSchema;
}

const numberOr = (value: unknown, fallback: number) => (typeof value === "number" ? value : fallback);
