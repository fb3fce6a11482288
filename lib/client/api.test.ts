import { afterEach, describe, expect, it, vi } from "vitest";
import { api, type ApiError, apiPage, isApiError, newIdempotencyKey, toSearch } from "./api";

const answer = (body: unknown, init: ResponseInit = {}) =>
  vi.fn<typeof fetch>().mockResolvedValue(
    new Response(typeof body === "string" ? body : JSON.stringify(body), {
      headers: { "x-request-id": "req-header" },
      ...init,
    }),
  );

function useFetch(fake: ReturnType<typeof answer>) {
  vi.stubGlobal("fetch", fake);
  return fake;
}

async function failureOf(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isApiError(error)) throw new Error("expected an ApiError");
  return error;
}

afterEach(() => vi.unstubAllGlobals());

describe("api", () => {
  it("unwraps the data", async () => {
    const fake = useFetch(answer({ data: { slug: "gpt" } }));
    expect(await api("/models/gpt")).toEqual({ slug: "gpt" });
    expect(fake.mock.calls[0]![0]).toBe("/api/v1/models/gpt");
    expect(fake.mock.calls[0]![1]!.method).toBe("GET");
  });

  it("posts a body as JSON with its idempotency key", async () => {
    const fake = useFetch(answer({ data: null }));
    await api("/models", { body: { slug: "a" }, idempotencyKey: "k1" });
    const init = fake.mock.calls[0]![1]!;
    const headers = new Headers(init.headers);
    expect(init.method).toBe("POST");
    expect(init.body).toBe('{"slug":"a"}');
    expect(headers.get("idempotency-key")).toBe("k1");
    expect(headers.get("content-type")).toBe("application/json");
  });

  it("sends a file as it is and leaves its type to the browser", async () => {
    const fake = useFetch(answer({ data: null }));
    const file = new Blob(["text,category"], { type: "text/csv" });
    await api("/training/import", { body: file });
    expect(fake.mock.calls[0]![1]!.body).toBe(file);
    expect(new Headers(fake.mock.calls[0]![1]!.headers).has("content-type")).toBe(false);
  });

  it("throws what the API said, with field and request id", async () => {
    const error = { code: "conflict", message: "Taken", field: "slug", details: { slug: "a" }, requestId: "req-1" };
    useFetch(answer({ error }, { status: 409 }));
    expect(await failureOf(api("/models", { body: {} }))).toMatchObject({ ...error, status: 409 });
  });

  it("explains an answer that is not ours, and keeps the request id of the header", async () => {
    useFetch(answer("<html>Bad gateway</html>", { status: 502, headers: { "x-request-id": "req-header" } }));
    const error = await failureOf(api("/models"));
    expect(error).toMatchObject({ code: "unavailable", status: 502, requestId: "req-header" });
    expect(error.message).not.toContain("html");
  });

  it("refuses a success that is not JSON", async () => {
    useFetch(answer("<html>Sign in</html>"));
    expect((await failureOf(api("/models"))).code).toBe("internal");
  });

  it("tells a missing connection from an answer", async () => {
    vi.stubGlobal("fetch", vi.fn<typeof fetch>().mockRejectedValue(new TypeError("Failed to fetch")));
    expect(await failureOf(api("/models"))).toMatchObject({ code: "network", status: 0 });
  });

  it("lets an abort through untouched", async () => {
    const abort = new DOMException("aborted", "AbortError");
    vi.stubGlobal("fetch", vi.fn<typeof fetch>().mockRejectedValue(abort));
    await expect(api("/models", { signal: AbortSignal.abort() })).rejects.toBe(abort);
  });

  it("accepts an answer without content", async () => {
    useFetch(vi.fn<typeof fetch>().mockResolvedValue(new Response(null, { status: 204 })));
    expect(await api("/keys/1", { method: "DELETE" })).toBeUndefined();
  });
});

describe("apiPage", () => {
  it("gives the rows and the cursor, null on the last page", async () => {
    useFetch(answer({ data: [1, 2], nextCursor: "c" }));
    expect(await apiPage("/executions")).toEqual({ data: [1, 2], nextCursor: "c" });
    useFetch(answer({ data: [] }));
    expect(await apiPage("/executions")).toEqual({ data: [], nextCursor: null });
  });
});

describe("toSearch", () => {
  it("leaves out what is not set and repeats lists", () => {
    expect(
      toSearch({ task: "a b", model: null, q: "", archived: false, status: ["failed", "partial"], limit: 0 }),
    ).toBe("task=a+b&status=failed&status=partial&limit=0");
  });
});

describe("newIdempotencyKey", () => {
  it("never repeats", () => {
    expect(new Set(Array.from({ length: 100 }, newIdempotencyKey)).size).toBe(100);
  });
});
