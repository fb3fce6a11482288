import { z } from "zod";
import type { JsonSchema } from "./types";

/** A regular expression that says no more than `format` does already. */
const WELL_KNOWN_FORMATS = ["date", "date-time", "time", "duration", "uuid", "email", "uri", "ipv4", "ipv6"];

/**
 * What a zod schema accepts, as JSON Schema, with the descriptions of fields by path (`constraints.minQuality`).
 * What JSON Schema cannot say (a check by code, a bigint), and what contains itself, is left open.
 */
export function schemaOf(schema: z.ZodType, descriptions: Readonly<Record<string, string>> = {}): JsonSchema {
  const json: JsonSchema = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    reused: "inline",
    override: ({ jsonSchema }) => tidy(jsonSchema as JsonSchema),
  });
  delete json.$schema;
  delete json.$defs;
  openReferences(json);
  for (const [path, text] of Object.entries(descriptions)) describe(json, path.split("."), text);
  return json;
}

function tidy(json: JsonSchema): void {
  if (typeof json.format !== "string") return;
  if (WELL_KNOWN_FORMATS.includes(json.format)) delete json.pattern;
  else delete json.format;
}

/** A reference would be read from the root of the whole document, where its definition is not. */
function openReferences(node: unknown): void {
  if (typeof node !== "object" || node === null) return;
  if ("$ref" in node) delete node.$ref;
  Object.values(node).forEach(openReferences);
}

/** Descends through whatever stands between an object and its fields: lists, alternatives. */
function describe(json: JsonSchema, path: readonly string[], text: string): void {
  const [name, ...rest] = path;
  if (name === undefined) {
    json.description ??= text;
    return;
  }
  const properties = json.properties as Record<string, JsonSchema> | undefined;
  const own = properties?.[name];
  if (own) return describe(own, rest, text);
  const inner = [json.items, json.additionalProperties, json.anyOf, json.oneOf, json.allOf].flat();
  for (const one of inner) if (typeof one === "object" && one !== null) describe(one as JsonSchema, path, text);
}
