import { STATUS_OF_CODE } from "../http/error-body";
import type { RouteDeclaration } from "../http/route-declaration";
import { schemaOf } from "./schema-of";
import type { Answer, HandlerDocs, JsonSchema, Operation, Parameter } from "./types";

const NO_DOCS: HandlerDocs = { text: "", query: {}, body: {} };
const IDEMPOTENCY = { $ref: "#/components/parameters/IdempotencyKey" };

/** One handler as an operation of the document, from what it declares and what its author wrote. */
export function describeOperation(
  method: string,
  path: string,
  declaration: RouteDeclaration,
  docs: HandlerDocs = NO_DOCS,
): Operation {
  const scope = declaration.isPublic ? null : (declaration.scope ?? (method === "GET" ? "read" : "write"));
  const { summary, rest } = splitSummary(docs.text || `${method} ${path}`);
  const query = declaration.query ? schemaOf(declaration.query, docs.query) : null;
  const parameters = [
    ...pathParameters(path),
    ...queryParameters(query),
    ...(method === "POST" && scope !== null && !declaration.bodyType ? [IDEMPOTENCY] : []),
  ];
  const body = requestBody(declaration, docs);
  return {
    operationId: operationId(method, path),
    tags: [tagOf(path)],
    summary,
    ...(rest && { description: rest }),
    ...(scope === null ? { security: [] } : { "x-scope": scope }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: {
      [String(declaration.status)]: success(declaration, query),
      ...failures(method, path, declaration),
    },
  };
}

/** `alert-rules` of `/api/v1/alert-rules/{id}/test`. */
const tagOf = (path: string): string => path.replace(/^\/(api\/)?(v1\/)?/, "").split("/", 1)[0] || "api";

/** `postAlertRulesByIdTest`. */
export function operationId(method: string, path: string): string {
  const words = path
    .replace(/^\/api\/v1\//, "")
    .replaceAll("{", "by-")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** The first sentence, and what follows it. */
export function splitSummary(text: string): { summary: string; rest: string } {
  const end = /[.:](?=\s+[A-Z`(])/.exec(text);
  if (!end) return { summary: text.replace(/\.$/, ""), rest: "" };
  return { summary: text.slice(0, end.index), rest: text.slice(end.index + 1).trim() };
}

const pathParameters = (path: string): Parameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name: name!,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

function queryParameters(query: JsonSchema | null): Parameter[] {
  const properties = (query?.properties ?? {}) as Record<string, JsonSchema>;
  const required = (query?.required ?? []) as string[];
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    ...(required.includes(name) && { required: true }),
    ...(typeof description === "string" && { description }),
    schema,
  }));
}

function requestBody(declaration: RouteDeclaration, docs: HandlerDocs): Operation["requestBody"] {
  const { body, bodyType, maxBodyBytes } = declaration;
  const limit = maxBodyBytes === undefined ? {} : { description: `At most ${maxBodyBytes / 1_000_000} MB.` };
  if (bodyType) return { required: true, ...limit, content: { [bodyType]: { schema: { type: "string" } } } };
  if (!body) return undefined;
  return { required: true, ...limit, content: { "application/json": { schema: schemaOf(body, docs.body) } } };
}

function success(declaration: RouteDeclaration, query: JsonSchema | null): Answer {
  if (declaration.status === 204) return { description: "Done; nothing to say." };
  if (declaration.answerType) {
    return { description: "Success.", content: { [declaration.answerType]: { schema: { type: "string" } } } };
  }
  const fields = (query?.properties ?? {}) as Record<string, JsonSchema>;
  const envelope = "cursor" in fields ? "List" : "Success";
  const files: Record<string, typeof TEXT> =
    "format" in fields ? { "text/csv": TEXT, "application/x-ndjson": TEXT } : {};
  return {
    description: declaration.status === 202 ? "Accepted: the work goes on in the background." : "Success.",
    content: { "application/json": { schema: { $ref: `#/components/schemas/${envelope}` } }, ...files },
  };
}

const TEXT = { schema: { type: "string" } };

function failures(method: string, path: string, { isPublic, query, body, bodyType }: RouteDeclaration) {
  const takesBody = body !== undefined || bodyType !== undefined;
  const codes = [
    ...(query || takesBody ? (["invalid_input"] as const) : []),
    ...(isPublic ? [] : (["unauthenticated", "forbidden"] as const)),
    ...(path.includes("{") ? (["not_found"] as const) : []),
    ...(method === "GET" ? [] : (["conflict"] as const)),
    ...(takesBody ? (["too_large"] as const) : []),
    "internal" as const,
  ];
  return Object.fromEntries(codes.map((code) => [STATUS_OF_CODE[code], { $ref: `#/components/responses/${code}` }]));
}
