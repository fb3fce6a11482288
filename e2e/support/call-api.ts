import { expect, type APIRequestContext } from "@playwright/test";
import type { CreatedApiKey } from "@/lib/auth/schemas";
import type { ExecutionSummary } from "@/lib/executions/schemas";
import type { Scope } from "@/lib/platform/ctx";

type Call = { method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; body?: unknown; query?: Record<string, string> };

/** Calls the product's API as the signed-in owner and gives `data`; anything but success fails the test with the answer. */
export async function callApi<T>(
  request: APIRequestContext,
  path: string,
  { method, body, query }: Call = {},
): Promise<T> {
  const answer = await request.fetch(`/api/v1${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    ...(body !== undefined && { data: body }),
    ...(query && { params: query }),
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return ((await answer.json()) as { data: T }).data;
}

/** A key that works for an hour. */
export async function createKey(request: APIRequestContext, name: string, scopes: readonly Scope[]): Promise<string> {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const { key } = await callApi<CreatedApiKey>(request, "/keys", { body: { name, scopes, expiresAt } });
  return key;
}

/** Newest first, at most 200. */
export const listExecutions = (request: APIRequestContext, query: Record<string, string> = {}) =>
  callApi<ExecutionSummary[]>(request, "/executions", { query: { period: "all", limit: "200", ...query } });
