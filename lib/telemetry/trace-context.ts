/** Where a call belongs in the trace of whoever made it. */
export type TraceContext = { traceId: string; parentSpanId: string; isSampled: boolean };

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * Reads a `traceparent` header; null for anything that https://www.w3.org/TR/trace-context/ does not allow, which
 * then begins a trace of its own. Later versions may have more parts at the end.
 */
export function parseTraceparent(header: string | null | undefined): TraceContext | null {
  const [, version, traceId, parentSpanId, flags, more] = TRACEPARENT.exec(header?.trim() ?? "") ?? [];
  if (!traceId || !parentSpanId || !flags || version === "ff" || (version === "00" && more)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentSpanId)) return null;
  return { traceId, parentSpanId, isSampled: (parseInt(flags, 16) & 1) === 1 };
}
