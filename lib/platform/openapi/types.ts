/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = { [keyword: string]: unknown };

/** What the author of a handler wrote: about the handler, and about the fields of its inputs by path. */
export type HandlerDocs = { text: string; query: Record<string, string>; body: Record<string, string> };

/** One route file: its path with `{parameters}`, what it exports, and its docstrings by method. */
export type ApiRoute = {
  path: string;
  handlers: Readonly<Record<string, unknown>>;
  docs: Readonly<Record<string, HandlerDocs>>;
};

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description?: string;
  schema: JsonSchema;
};

type Content = Record<string, { schema: JsonSchema }>;
export type Answer = { description: string; content?: Content } | { $ref: string };

export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { required: boolean; description?: string; content: Content };
  responses: Record<string, Answer>;
  /** The scope that the caller needs; absent for what anyone may call. */
  "x-scope"?: string;
};

export type Paths = Record<string, Record<string, Operation>>;

export type ApiDocument = {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  servers: { url: string }[];
  security: Record<string, string[]>[];
  tags: { name: string }[];
  paths: Paths;
  components: Record<string, Record<string, unknown>>;
};
