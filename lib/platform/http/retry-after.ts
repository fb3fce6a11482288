type Headers = Record<string, string | string[] | undefined>;

/** An hour: a longer wait is a refusal, and a wrong clock must not block a model for years. */
const MAX_WAIT_MS = 60 * 60 * 1_000;

/**
 * How long the upstream asks to wait, milliseconds, 0 to one hour; undefined when it does not say.
 * `retry-after-ms` (OpenAI, Azure) is more exact than `Retry-After`, which is seconds or an HTTP date (RFC 9110, 10.2.3).
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const exact = Number.parseFloat(first(headers["retry-after-ms"]));
  if (Number.isFinite(exact)) return clamp(exact);

  const text = first(headers["retry-after"]).trim();
  if (/^\d+(\.\d+)?$/.test(text)) return clamp(Number(text) * 1_000);
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : clamp(atMs - nowMs);
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? "";
const clamp = (ms: number) => Math.min(Math.max(Math.ceil(ms), 0), MAX_WAIT_MS);
