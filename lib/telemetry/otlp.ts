/** The parts of OTLP's JSON form that are written: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
export type OtlpAttribute = { key: string; value: OtlpValue };
type OtlpValue =
  | { stringValue: string }
  | { boolValue: boolean }
  /** 64 bits, hence text. */
  | { intValue: string }
  | { doubleValue: number };

export type OtlpSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: OtlpAttribute[];
  status: { code?: number };
};

export const SPAN_KIND = { internal: 1, client: 3 } as const;
export const STATUS_ERROR = 2;

type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Attributes in OTLP's form; those that are unknown are left out. Whole numbers become integers. */
export function toAttributes(values: Attributes): OtlpAttribute[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [{ key, value: toValue(value) }],
  );
}

function toValue(value: string | number | boolean): OtlpValue {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** Milliseconds since 1970 as nanoseconds, to the microsecond. */
export const toUnixNano = (ms: number): string => `${Math.round(ms * 1_000)}000`;

/** The body of an export request. */
export function exportRequest(resource: Readonly<Record<string, string>>, spans: readonly OtlpSpan[]): string {
  return JSON.stringify({
    resourceSpans: [
      { resource: { attributes: toAttributes(resource) }, scopeSpans: [{ scope: { name: "ai-gym" }, spans }] },
    ],
  });
}
