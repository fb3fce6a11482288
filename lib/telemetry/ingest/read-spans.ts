import { z } from "zod";
import { invalidInput } from "@/lib/platform/errors";

/** Attributes and their values as plain JSON. */
type Attributes = ReadonlyMap<string, unknown>;

export type IncomingSpan = {
  /** 32 hex digits. */
  traceId: string;
  /** 16 hex digits. */
  spanId: string;
  /** null for the first of its trace. */
  parentSpanId: string | null;
  /** Milliseconds since 1970. */
  startMs: number;
  endMs: number;
  hasFailed: boolean;
  statusMessage: string | null;
  /** Those of its events are among them, where the span itself does not have them. */
  attributes: Attributes;
  /** `service.name` of the sender. */
  service: string | null;
  /** The library that made it. */
  scope: string | null;
};

/** Spans of one request. A collector sends 512 at a time unless told otherwise. */
const MAX_SPANS = 10_000;
const STATUS_ERROR = [2, "STATUS_CODE_ERROR"];

const list = z.array(z.unknown()).nullish();
const Envelope = z.object({
  resourceSpans: z.array(z.unknown(), { error: "must be a list of resource spans" }).nullish(),
});
const ResourceSpans = z.object({ resource: z.object({ attributes: list }).nullish(), scopeSpans: list });
const ScopeSpans = z.object({ scope: z.object({ name: z.string().nullish() }).nullish(), spans: list });
const nano = z.union([z.string().regex(/^\d{1,20}$/), z.number().min(0).max(1e20).refine(Number.isInteger)]);
const Span = z.object({
  traceId: z.string().regex(/^(?!0{32})[0-9a-fA-F]{32}$/, { error: "must have 32 hex digits" }),
  spanId: z.string().regex(/^(?!0{16})[0-9a-fA-F]{16}$/, { error: "must have 16 hex digits" }),
  parentSpanId: z.string().nullish(),
  startTimeUnixNano: nano,
  endTimeUnixNano: nano,
  attributes: list,
  events: list,
  status: z.object({ code: z.union([z.number(), z.string()]).nullish(), message: z.string().nullish() }).nullish(),
});
const Event = z.object({ name: z.string().nullish(), attributes: list });

/**
 * Spans of an OTLP export request in JSON form, and how many were none. Unknown fields are passed over, as OTLP wants.
 * Throws `invalid_input` when the whole is no export request, or has more than 10,000 spans.
 */
export function readSpans(body: unknown): { spans: IncomingSpan[]; malformed: string[] } {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) {
    throw invalidInput("The body must be an OTLP export request: `{ resourceSpans: [...] }`", {
      field: "resourceSpans",
    });
  }
  const spans: IncomingSpan[] = [];
  const malformed: string[] = [];
  for (const one of envelope.data.resourceSpans ?? []) {
    const resource = ResourceSpans.safeParse(one);
    if (!resource.success) throw invalidInput("`resourceSpans` must hold `scopeSpans`", { field: "resourceSpans" });
    const service = textOf(readAttributes(resource.data.resource?.attributes).get("service.name"));
    for (const part of resource.data.scopeSpans ?? []) {
      const scoped = ScopeSpans.safeParse(part);
      if (!scoped.success) throw invalidInput("`scopeSpans` must hold `spans`", { field: "resourceSpans" });
      for (const raw of scoped.data.spans ?? []) {
        if (spans.length + malformed.length >= MAX_SPANS) {
          throw invalidInput(`One request takes at most ${MAX_SPANS} spans: send smaller batches`);
        }
        const span = Span.safeParse(raw);
        if (span.success) spans.push(toSpan(span.data, { service, scope: scoped.data.scope?.name ?? null }));
        else malformed.push(`a span's ${span.error.issues[0]?.path.join(".") || "form"} is wrong`);
      }
    }
  }
  return { spans, malformed };
}

function toSpan(raw: z.infer<typeof Span>, sender: Pick<IncomingSpan, "service" | "scope">): IncomingSpan {
  const { status } = raw;
  const attributes = new Map(
    (raw.events ?? []).flatMap((event) => [...readAttributes(Event.safeParse(event).data?.attributes)]),
  );
  for (const [name, value] of readAttributes(raw.attributes)) attributes.set(name, value);
  return {
    traceId: raw.traceId.toLowerCase(),
    spanId: raw.spanId.toLowerCase(),
    parentSpanId: raw.parentSpanId?.toLowerCase() || null,
    startMs: toMs(raw.startTimeUnixNano),
    endMs: toMs(raw.endTimeUnixNano),
    hasFailed: STATUS_ERROR.includes(status?.code ?? 0),
    statusMessage: status?.message || null,
    attributes,
    ...sender,
  };
}

/** Nanoseconds do not fit into a number; their milliseconds do. */
const toMs = (nanoseconds: string | number): number => Number(BigInt(nanoseconds) / 1_000n) / 1_000;

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

const KeyValue = z.object({ key: z.string(), value: z.unknown() });

function readAttributes(raw: readonly unknown[] | null | undefined): Map<string, unknown> {
  const attributes = new Map<string, unknown>();
  for (const one of raw ?? []) {
    const pair = KeyValue.safeParse(one).data;
    if (pair) attributes.set(pair.key, readValue(pair.value));
  }
  return attributes;
}

/** OTLP's tagged values as JSON; undefined for what is none. */
function readValue(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null) return undefined;
  const value = raw as Record<string, unknown>;
  if (typeof value.stringValue === "string") return value.stringValue;
  if (typeof value.boolValue === "boolean") return value.boolValue;
  if (value.intValue !== undefined) return numberOf(value.intValue);
  if (value.doubleValue !== undefined) return numberOf(value.doubleValue);
  const { values } = (value.arrayValue ?? value.kvlistValue ?? {}) as { values?: unknown };
  if (!Array.isArray(values)) return undefined;
  return value.arrayValue ? values.map(readValue) : Object.fromEntries(readAttributes(values));
}

function numberOf(raw: unknown): number | undefined {
  const value = typeof raw === "string" && raw.trim() !== "" ? Number(raw) : raw;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
