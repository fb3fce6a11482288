import { createHash } from "node:crypto";
import type { ChatRequest } from "@/lib/providers";
import type { Configuration } from "@/lib/registry/schemas";
import { questionSignature } from "./question-signature";

/** Everything that an answer depends on. */
export type CacheContract = {
  organizationId: string;
  taskSlug: string;
  configuration: Readonly<Configuration>;
  /** The model that the caller named; null = routed. */
  requestedModel: string | null;
  strategy: string | null;
  /** The request's own constraints. */
  constraints: unknown;
  promptVersionId: string | null;
  /** Only for tasks whose answers are one user's own. */
  userRef: string | null;
  /** As it would be sent, with the task's prompt and parameters. */
  request: ChatRequest;
};

export type CacheKey = {
  /** Of the whole contract. */
  exact: string;
  /** The same with only the signature of the user's last message; null when no other request can stand for this one. */
  frame: string | null;
  /** The last message of the user; "" without a frame. */
  text: string;
};

/** Change how an answer travels and is accounted for, never what it says. */
const TRANSPORT = new Set(["stream", "stream_options", "user", "metadata", "store", "model"]);

/** Settings that do not decide who answers; what prompt and parameters say is in the request already. */
const UNROUTED = new Set([
  "cache",
  "scoredShare",
  "explorationShare",
  "timeouts",
  "systemPrompt",
  "prompt",
  "parameters",
]);

/** Of settings that decide who answers; by configuration, which never changes once it is made. */
const routes = new WeakMap<object, string>();

export function cacheKey(contract: CacheContract, isSemantic: boolean): CacheKey {
  const { request } = contract;
  const rest = restOf(contract);
  const exact = hash(`${rest}\n${JSON.stringify(request.messages)}`);
  const text = isSemantic ? lastText(request) : null;
  const signature = text === null ? null : questionSignature(text);
  if (text === null || signature === null) return { exact, frame: null, text: "" };
  const before = JSON.stringify([request.messages.slice(0, -1), request.messages.at(-1)?.name, signature]);
  return { exact, frame: hash(`${rest}\n${before}`), text };
}

function restOf({ request, configuration, constraints, ...facts }: CacheContract): string {
  const fields = Object.keys(request)
    .filter((name) => name !== "messages" && !TRANSPORT.has(name))
    .sort()
    .map((name) => [name, request[name]]);
  const { organizationId, taskSlug, requestedModel, strategy, promptVersionId, userRef } = facts;
  const who = [organizationId, taskSlug, requestedModel, strategy, constraints ?? null, promptVersionId, userRef];
  return JSON.stringify([who, routeOf(configuration), fields]);
}

function routeOf(configuration: Readonly<Configuration>): string {
  const known = routes.get(configuration);
  if (known !== undefined) return known;
  const text = JSON.stringify(Object.entries(configuration).filter(([name]) => !UNROUTED.has(name)));
  routes.set(configuration, text);
  return text;
}

/** Longer questions are compared by their equality only: the encoder reads their beginning alone. */
const MAX_SEMANTIC_CHARACTERS = 500;

/** A plain text that ends the conversation, asked of a model that has nothing but words to answer with. */
function lastText({ messages, tools }: ChatRequest): string | null {
  const last = messages.at(-1);
  if (last?.role !== "user" || typeof last.content !== "string") return null;
  if (Array.isArray(tools) && tools.length > 0) return null;
  return last.content.length > MAX_SEMANTIC_CHARACTERS ? null : last.content;
}

const hash = (text: string): string => createHash("sha256").update(text).digest("base64url");
