import { schemaOf, type Operation, type Paths } from "@/lib/platform/openapi";
import { GymOptions } from "./chat-input";

const MODEL = {
  type: "string",
  description: "A model of `GET /v1/models`, `auto` (the router chooses), or `task:<slug>`.",
};
const OPENAI_ERROR = {
  description: "OpenAI's form of an error.",
  content: {
    "application/json": {
      schema: {
        type: "object",
        required: ["error"],
        properties: {
          error: {
            type: "object",
            required: ["message", "type", "code"],
            properties: {
              message: { type: "string" },
              type: { type: "string" },
              param: { type: ["string", "null"] },
              code: { type: "string" },
              request_id: { type: "string" },
            },
          },
        },
      },
    },
  },
};
const ANSWER = {
  type: "object",
  description: "As OpenAI answers, with our own fields under `gym`: execution id, model, route, cost.",
  properties: { gym: { type: "object" } },
};

const gym = { ...schemaOf(GymOptions), description: "Our own fields beside OpenAI's." };

const operation = (operationId: string, summary: string, scope: string, rest: Partial<Operation>): Operation => ({
  operationId,
  tags: ["OpenAI"],
  summary,
  "x-scope": scope,
  security: [{ apiKey: [] }],
  responses: {
    200: { description: "Success.", content: { "application/json": { schema: ANSWER } } },
    default: OPENAI_ERROR,
  },
  ...rest,
});

const body = (properties: Record<string, unknown>, required: string[]): Operation["requestBody"] => ({
  required: true,
  description: "At most 20 MB. Further fields of OpenAI's format are passed on.",
  content: {
    "application/json": { schema: { type: "object", required, properties: { model: MODEL, ...properties, gym } } },
  },
});

/** `/v1` for the API's description. It has no schemas of its own: what OpenAI defines is the upstream's to judge. */
export const OPENAI_PATHS: Paths = {
  "/v1/chat/completions": {
    post: operation("postV1ChatCompletions", "Answers a conversation", "run", {
      description: "OpenAI's chat completions: streaming, tools and `response_format` included.",
      requestBody: body(
        {
          messages: {
            type: "array",
            minItems: 1,
            items: {
              type: "object",
              required: ["role"],
              properties: {
                role: { type: "string", enum: ["system", "developer", "user", "assistant", "tool"] },
                content: { description: "A text, or a list of content parts." },
              },
            },
          },
          stream: { type: "boolean", default: false, description: "Server-sent events instead of one answer." },
          max_completion_tokens: { type: "integer", minimum: 1 },
          temperature: { type: "number" },
          tools: { type: "array", items: { type: "object" } },
          response_format: { type: "object" },
        },
        ["model", "messages"],
      ),
      responses: {
        200: {
          description: "Success.",
          content: {
            "application/json": { schema: ANSWER },
            "text/event-stream": { schema: { type: "string" } },
          },
        },
        default: OPENAI_ERROR,
      },
    }),
  },
  "/v1/embeddings": {
    post: operation("postV1Embeddings", "Turns texts into vectors", "run", {
      requestBody: body(
        {
          input: {
            description: "One text, or up to 2,048.",
            anyOf: [{ type: "string" }, { type: "array", items: { type: "string" }, maxItems: 2_048 }],
          },
        },
        ["model", "input"],
      ),
    }),
  },
  "/v1/models": { get: operation("getV1Models", "Lists what `model` may be now", "read", {}) },
  "/v1/models/{model}": {
    get: operation("getV1ModelsByModel", "One model of the list", "read", {
      parameters: [{ name: "model", in: "path", required: true, schema: { type: "string" } }],
    }),
  },
};
