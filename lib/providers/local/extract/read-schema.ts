import { fieldKind, tokensOf, type FieldKind } from "./field-kind";

export type SchemaNode =
  | { type: "object"; properties: { name: string; isRequired: boolean; node: SchemaNode }[] }
  | { type: "array"; items: LeafNode | null; maxItems: number }
  | LeafNode;

export type LeafNode = {
  type: "string" | "number" | "integer" | "boolean" | "constant" | "unknown";
  kind: FieldKind;
  /** Words of the names on the way to it, the own ones last. */
  tokens: string[];
  allowsNull: boolean;
  /** Allowed values; null = any. */
  choices: readonly unknown[] | null;
  minimum: number;
  maximum: number;
};

type Json = Record<string, unknown>;

/** Levels and fields that are read; a schema may refer to itself. */
const MAX_DEPTH = 6;
export const MAX_FIELDS = 200;

/** A JSON schema as far as rules can fill it. What it does not understand becomes a leaf that stays empty. */
export function readSchema(schema: unknown): SchemaNode {
  const state = { root: asObject(schema), fields: 0 };
  return readNode(schema, [], state, 0);
}

function readNode(raw: unknown, tokens: string[], state: { root: Json; fields: number }, depth: number): SchemaNode {
  const { schema, allowsNull } = resolve(asObject(raw), state.root);
  const type = typeOf(schema);
  if (type === "object" && depth < MAX_DEPTH) {
    const required = new Set(Array.isArray(schema.required) ? schema.required : []);
    const properties = Object.entries(asObject(schema.properties)).flatMap(([name, value]) => {
      if (++state.fields > MAX_FIELDS) return [];
      const node = readNode(value, [...tokens, ...tokensOf(name)], state, depth + 1);
      return [{ name, isRequired: required.has(name), node }];
    });
    return { type: "object", properties };
  }
  if (type === "array" && depth < MAX_DEPTH) {
    const items = readNode(schema.items, tokens, state, depth + 1);
    const maxItems = typeof schema.maxItems === "number" ? schema.maxItems : Infinity;
    return { type: "array", items: "kind" in items ? items : null, maxItems };
  }
  return leafOf(schema, type, tokens, allowsNull);
}

function leafOf(schema: Json, type: string, tokens: string[], allowsNull: boolean): LeafNode {
  const leaf = LEAF_TYPES.find((one) => one === type) ?? "unknown";
  const format = typeof schema.format === "string" ? { format: schema.format } : {};
  return {
    type: "const" in schema ? "constant" : leaf,
    kind: fieldKind(tokens, { ...format, type }),
    tokens,
    allowsNull: allowsNull || type === "null",
    choices: "const" in schema ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : null,
    minimum: typeof schema.minimum === "number" ? schema.minimum : -Infinity,
    maximum: typeof schema.maximum === "number" ? schema.maximum : Infinity,
  };
}

const LEAF_TYPES = ["string", "number", "integer", "boolean"] as const;

/** Follows references within the schema, and takes the first of several forms that is not null. */
function resolve(schema: Json, root: Json): { schema: Json; allowsNull: boolean } {
  let current = schema;
  let allowsNull = false;
  for (let step = 0; step < MAX_DEPTH; step++) {
    const forms = [current.anyOf, current.oneOf].find(Array.isArray) as unknown[] | undefined;
    if (typeof current.$ref === "string") current = lookUp(root, current.$ref);
    else if (forms) {
      allowsNull ||= forms.some((form) => asObject(form).type === "null");
      current = asObject(forms.find((form) => asObject(form).type !== "null"));
    } else break;
  }
  allowsNull ||= Array.isArray(current.type) && current.type.includes("null");
  return { schema: current, allowsNull };
}

function lookUp(root: Json, reference: string): Json {
  if (!reference.startsWith("#/")) return {};
  return reference
    .slice(2)
    .split("/")
    .reduce<Json>((node, key) => asObject(Object.hasOwn(node, key) ? node[key] : undefined), root);
}

function typeOf(schema: Json): string {
  const { type } = schema;
  if (Array.isArray(type)) return String(type.find((one) => one !== "null") ?? "null");
  if (typeof type === "string") return type;
  if ("properties" in schema) return "object";
  return "items" in schema ? "array" : "unknown";
}

const asObject = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
