import { uniform } from "./seeded-random";

/**
 * What can go wrong on request, by the model's name (`sim-fast:cut`), the header `x-sim-fault` or the body field
 * `sim_fault`. `name@2` fails the first two calls with this very model name and then answers.
 */
export const FAULTS = {
  "rate-limit": "429 with Retry-After: 1",
  "rate-limit-ms": "429 with retry-after-ms: 40",
  "rate-limit-date": "429 with Retry-After as an HTTP date, 2 s ahead",
  quota: "429 because the account has no credit",
  error: "500",
  overloaded: "503 at the OpenAI paths, 529 at the Anthropic path",
  auth: "401 that repeats the key",
  "not-found": "404 for the model",
  context: "400: the prompt is too long",
  filter: "400: refused by a content filter",
  invalid: "400: a field is wrong",
  redirect: "307 to another address",
  hang: "accepts the request and never answers",
  reset: "closes the connection before any answer",
  empty: "200 with an empty body",
  html: "200 with a web page",
  truncated: "200 with half of the JSON",
  "error-body": "200 whose body is an error",
  slow: "a stream with 300 ms between tokens",
  cut: "the connection breaks in the middle of the stream or body",
  "clean-cut": "the stream ends in order, but before its last events",
  "stream-error": "200, and the first event of the stream is an error",
  "late-error": "200, and an error comes in the middle of the stream",
  malformed: "an event in the middle of the stream is not JSON",
  "stream-hang": "silence in the middle of the stream",
} as const;

export type Fault = keyof typeof FAULTS;

export type FaultRequest = { fault: Fault; /** Fails this many times; null = always. */ times: number | null };

/** Reads `cut` or `cut@2`; null when the name is unknown. */
export function parseFault(text: string | undefined): FaultRequest | null {
  const [name, times] = (text ?? "").split("@");
  if (!name || !Object.hasOwn(FAULTS, name)) return null;
  return { fault: name as Fault, times: times === undefined ? null : Number(times) };
}

const OWN_FAILURES: readonly Fault[] = ["rate-limit", "error", "overloaded"];

/** How a profile with an error rate fails by itself; null when this call goes well. */
export function drawFault(errorRate: number, seed: number): Fault | null {
  if (errorRate === 0 || uniform(seed) >= errorRate) return null;
  return OWN_FAILURES[Math.floor(uniform(seed + 1) * OWN_FAILURES.length)] ?? null;
}
