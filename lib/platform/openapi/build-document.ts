import { SCOPES } from "../ctx";
import { STATUS_OF_CODE } from "../http/error-body";
import { declarationOf } from "../http/route-declaration";
import { describeOperation } from "./describe-operation";
import type { ApiDocument, ApiRoute, Paths } from "./types";

const METHODS = ["GET", "PUT", "POST", "DELETE", "PATCH"] as const;

/** Of the contract, not of the product: it changes with `/api/v1`. */
const API_VERSION = "1.0.0";

const DESCRIPTION = `
One API, JSON, \`camelCase\`, under \`/api/v1\`; the dashboard uses it and nothing else. Beside it \`/v1\` follows OpenAI's
wire format, errors included.

- **Authentication**: \`Authorization: Bearer <API key>\` (Settings, API keys), or the session cookie of the dashboard.
  Scopes: ${SCOPES.map((scope) => `\`${scope}\``).join(", ")}.
- **Answers**: \`{ "data": … }\`; failures \`{ "error": { "code", "message", "field"?, "details"?, "requestId" } }\`.
- **Lists** take \`limit\` (1 to 200, default 50) and \`cursor\`, and answer \`nextCursor\`, null on the last page.
- **Names**: fields and parameters are also taken in snake_case; unknown ones are refused with a suggestion.
- **\`Idempotency-Key\`** on a POST: the same key and body get the same answer for 24 hours, another body gets 409.
- **Values**: times are ISO 8601 in UTC, money is US dollars, null means unknown, ratios are 0 to 1, quality is 0 to 100.
`.trim();

/** The whole API as an OpenAPI 3.1 document: `routes` from their declarations, beside `further` paths as they are. */
export function buildDocument(routes: readonly ApiRoute[], further: Paths, publicUrl: string): ApiDocument {
  const paths: Paths = { ...further };
  for (const { path, handlers, docs } of routes) {
    for (const method of METHODS) {
      const declaration = declarationOf(handlers[method]);
      if (!declaration) continue;
      paths[path] ??= {};
      paths[path][method.toLowerCase()] = describeOperation(method, path, declaration, docs[method]);
    }
  }
  const tags = new Set(Object.values(paths).flatMap((item) => Object.values(item).flatMap((one) => one.tags)));
  return {
    openapi: "3.1.0",
    info: {
      title: "AI Gym",
      version: API_VERSION,
      description: DESCRIPTION,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: publicUrl }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: [...tags].map((name) => ({ name })),
    paths,
    components: COMPONENTS,
  };
}

const CODES = Object.keys(STATUS_OF_CODE) as (keyof typeof STATUS_OF_CODE)[];

const COMPONENTS: ApiDocument["components"] = {
  securitySchemes: {
    apiKey: { type: "http", scheme: "bearer", description: "An API key, `gym_…`." },
    session: {
      type: "apiKey",
      in: "cookie",
      name: "next-auth.session-token",
      description: "The dashboard's session; `__Secure-` leads the name over https. Writes need the same origin.",
    },
  },
  parameters: {
    IdempotencyKey: {
      name: "Idempotency-Key",
      in: "header",
      description: "A random text: the request is served at most once in 24 hours.",
      schema: { type: "string", minLength: 1, maxLength: 255 },
    },
  },
  schemas: {
    Success: { type: "object", required: ["data"], properties: { data: {} } },
    List: {
      type: "object",
      required: ["data", "nextCursor"],
      properties: {
        data: { type: "array", items: {} },
        nextCursor: { type: ["string", "null"], description: "`cursor` of the next page; null on the last one." },
      },
    },
    Error: {
      type: "object",
      required: ["error"],
      properties: {
        error: {
          type: "object",
          required: ["code", "message", "requestId"],
          properties: {
            code: { type: "string", enum: CODES },
            message: { type: "string", description: "What is wrong and what would be right." },
            field: { type: "string", description: "Path of the field that is wrong." },
            details: {},
            requestId: { type: "string" },
          },
        },
      },
    },
  },
  responses: Object.fromEntries(
    CODES.map((code) => [
      code,
      {
        description: `\`${code}\``,
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    ]),
  ),
};
