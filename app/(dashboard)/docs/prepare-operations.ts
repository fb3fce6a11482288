import type { DocumentedField, DocumentedOperation } from "@/components/api-docs/documented-operation";
import type { ApiDocument, JsonSchema, Operation } from "@/lib/platform/openapi";

/** How far fields of fields are listed. */
const MAX_DEPTH = 3;

/** Every operation of the document as the docs page shows it, area by area, in order of path. */
export function prepareOperations(document: ApiDocument): DocumentedOperation[] {
  return Object.entries(document.paths)
    .flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => prepare(method, path, operation)))
    .sort((a, b) => compare(a.area, b.area) || compare(a.path, b.path));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function prepare(method: string, path: string, operation: Operation): DocumentedOperation {
  const [bodyType, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [null, null];
  const isJson = bodyType === "application/json";
  const parameters = (operation.parameters ?? []).flatMap((parameter): DocumentedField[] =>
    "$ref" in parameter
      ? []
      : [
          {
            name: parameter.name,
            place: parameter.in === "path" ? "path" : "query",
            type: typeOf(parameter.schema),
            isRequired: parameter.required === true,
            description: withDefault(parameter.description, parameter.schema),
          },
        ],
  );
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    area: operation.tags[0] ?? "",
    summary: operation.summary,
    description: operation.description ?? null,
    scope: operation["x-scope"] ?? null,
    fields: isJson && content ? [...parameters, ...fieldsOf(content.schema)] : parameters,
    bodyType,
    bodyExample: isJson && content ? JSON.stringify(exampleOf(content.schema)) : null,
    status: Number(Object.keys(operation.responses).find((status) => /^2/.test(status)) ?? 200),
  };
}

/** The alternatives of a schema; one for most. */
const variants = (schema: JsonSchema): JsonSchema[] =>
  ((schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined) ?? [schema];

const isNull = ({ type }: JsonSchema) => type === "null";

function fieldsOf(schema: JsonSchema, prefix = "", depth = 1): DocumentedField[] {
  const seen = new Set<string>();
  const choices = variants(schema);
  return choices.flatMap((one) => {
    const required = (one.required ?? []) as string[];
    return Object.entries((one.properties ?? {}) as Record<string, JsonSchema>).flatMap(([name, field]) => {
      if (seen.has(name)) return [];
      seen.add(name);
      const path = `${prefix}${name}`;
      const own: DocumentedField = {
        name: path,
        place: "body",
        type: typeOf(field),
        // What only one of several forms requires is not required of all.
        isRequired: choices.length === 1 && required.includes(name),
        description: withDefault(field.description as string | undefined, field),
      };
      return depth < MAX_DEPTH ? [own, ...innerFields(field, path, depth + 1)] : [own];
    });
  });
}

function innerFields(field: JsonSchema, path: string, depth: number): DocumentedField[] {
  return variants(field).flatMap((one) => {
    if (one.properties) return fieldsOf(one, `${path}.`, depth);
    const items = one.items as JsonSchema | undefined;
    return items?.properties ? fieldsOf(items, `${path}[].`, depth) : [];
  });
}

/** In the words of a reader: `text, 1–200 characters`, `number, 0–100`, `"a" or "b"`. */
function typeOf(schema: JsonSchema): string {
  const choices = variants(schema);
  if (choices.length > 1) return [...new Set(choices.map(typeOf))].join(" or ");
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  switch (schema.type) {
    case "string":
      if (schema.format === "date-time") return "time";
      if (typeof schema.format === "string") return schema.format;
      return ["text", range(schema.minLength, schema.maxLength, " characters")].filter(Boolean).join(", ");
    case "integer":
    case "number": {
      const name = schema.type === "integer" ? "whole number" : "number";
      return [name, range(schema.minimum ?? schema.exclusiveMinimum, schema.maximum, "")].filter(Boolean).join(", ");
    }
    case "boolean":
      return "true or false";
    case "array":
      return `list of ${typeOf((schema.items ?? {}) as JsonSchema)}`;
    case "object":
      return "object";
    case "null":
      return "null";
    default:
      return "anything";
  }
}

/** JavaScript's largest safe numbers are no limit that anyone meant. */
const isLimit = (value: unknown): value is number =>
  typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER;

function range(low: unknown, high: unknown, unit: string): string {
  const written = (value: number) => value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  if (isLimit(low) && isLimit(high)) return `${written(low)}–${written(high)}${unit}`;
  if (isLimit(high)) return `at most ${written(high)}${unit}`;
  return isLimit(low) && low !== 0 ? `at least ${written(low)}${unit}` : "";
}

function withDefault(description: string | undefined, schema: JsonSchema): string {
  const text = description ?? "";
  if (!("default" in schema) || schema.default === null || /\(Default/.test(text)) return text;
  return `${text} (Default: ${JSON.stringify(schema.default)}.)`.trim();
}

const EXAMPLES: Record<string, unknown> = {
  task: "general_chat",
  input: "Hello",
  model: "auto",
  name: "My first",
  messages: [{ role: "user", content: "Hello" }],
};

/** The smallest body that has what is required. */
function exampleOf(schema: JsonSchema, name = ""): unknown {
  if (name in EXAMPLES) return EXAMPLES[name];
  if ("default" in schema) return schema.default;
  const [first] = variants(schema).filter((one) => !isNull(one));
  if (!first) return null;
  if (first !== schema) return exampleOf(first, name);
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if ("const" in schema) return schema.const;
  switch (schema.type) {
    case "string":
      return schema.format === "date-time" ? "2026-01-31T00:00:00Z" : "…";
    case "integer":
    case "number":
      return isLimit(schema.minimum) ? schema.minimum : 1;
    case "boolean":
      return true;
    case "array":
      return [exampleOf((schema.items ?? {}) as JsonSchema)];
    case "object": {
      const required = (schema.required ?? []) as string[];
      const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
      return Object.fromEntries(required.map((key) => [key, exampleOf(properties[key] ?? {}, key)]));
    }
    default:
      return {};
  }
}
