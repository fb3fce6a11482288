import type { ApiDocument } from "@/lib/platform/openapi";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const JSON_TYPES = ["null", "boolean", "object", "array", "number", "string", "integer"];

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What is wrong with a document by the rules of OpenAPI 3.1.0 (https://spec.openapis.org/oas/v3.1.0) that this API's
 * document can break: required fields, unique ids, path parameters, references, and the form of JSON schemas.
 */
export function problemsOf(document: ApiDocument): string[] {
  const problems: string[] = [];
  const say = (place: string, problem: string) => problems.push(`${place}: ${problem}`);
  if (!/^3\.1\.\d+$/.test(document.openapi)) say("openapi", "is not 3.1");
  if (!document.info.title || !document.info.version) say("info", "needs title and version");
  const ids = new Set<string>();

  for (const [path, item] of Object.entries(document.paths)) {
    if (!path.startsWith("/")) say(path, "does not begin with /");
    const named = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    for (const [method, operation] of Object.entries(item)) {
      const place = `${method} ${path}`;
      if (!METHODS.includes(method)) say(place, "is no method");
      if (ids.has(operation.operationId)) say(place, `repeats the id ${operation.operationId}`);
      ids.add(operation.operationId);
      if (!operation.summary) say(place, "has no summary");
      if (Object.keys(operation.responses).length === 0) say(place, "has no answer");
      for (const status of Object.keys(operation.responses)) {
        if (!/^([1-5]\d\d|default)$/.test(status)) say(place, `answers ${status}`);
      }
      const given = new Set<string>();
      for (const parameter of operation.parameters ?? []) {
        if ("$ref" in parameter) continue;
        const key = `${parameter.in} ${parameter.name}`;
        if (given.has(key)) say(place, `has ${key} twice`);
        given.add(key);
        if (parameter.in === "path" && (!parameter.required || !named.has(parameter.name))) {
          say(place, `has the path parameter ${parameter.name}, which is optional or not in the path`);
        }
        checkSchema(parameter.schema, `${place} ${key}`, say);
      }
      for (const name of named) if (!given.has(`path ${name}`)) say(place, `does not say what {${name}} is`);
      if (operation.requestBody && Object.keys(operation.requestBody.content).length === 0) say(place, "has no body");
    }
  }
  walk(document, "#", (node, place) => {
    if (typeof node.$ref === "string" && resolve(document, node.$ref) === undefined)
      say(place, `leads to ${node.$ref}`);
    if (isNode(node.schema)) checkSchema(node.schema, place, say);
  });
  return problems;
}

function checkSchema(schema: Node, place: string, say: (place: string, problem: string) => void): void {
  walk(schema, place, (node, at) => {
    if (/\/(properties|default|enum|const|examples)$/.test(at)) return;
    const types = [node.type].flat().filter((type) => type !== undefined);
    for (const type of types) if (!JSON_TYPES.includes(type as string)) say(at, `has the type ${String(type)}`);
    if ("required" in node && !Array.isArray(node.required)) say(at, "has a `required` that is no list");
    if ("nullable" in node) say(at, "uses `nullable`, which 3.1 does not know");
    if (typeof node.exclusiveMinimum === "boolean") say(at, "uses a boolean `exclusiveMinimum`");
    if (typeof node.pattern === "string") new RegExp(node.pattern, "u");
  });
}

function walk(value: unknown, place: string, visit: (node: Node, place: string) => void): void {
  if (Array.isArray(value)) return value.forEach((one, index) => walk(one, `${place}/${index}`, visit));
  if (!isNode(value)) return;
  visit(value, place);
  for (const [name, child] of Object.entries(value)) walk(child, `${place}/${name}`, visit);
}

function resolve(document: ApiDocument, reference: string): unknown {
  let node: unknown = document;
  for (const part of reference.replace(/^#\//, "").split("/")) node = isNode(node) ? node[part] : undefined;
  return node;
}
