import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { TraceExportSettings } from "@/lib/platform/environment";
import { parseOutboundUrl, type Outbound } from "@/lib/platform/outbound";
import type { CollectorAnswer } from "./export-answer";

const compress = promisify(gzip);
/** An answer tells at most which spans were refused. */
const MAX_ANSWER_BYTES = 64_000;

/** Posts to the collector of the settings. Rejects with `OutboundError` when no answer comes in time. */
export function sendToCollector(outbound: Outbound, settings: TraceExportSettings) {
  const { timeoutMs, isCompressed } = settings;
  const headers = Object.entries({
    ...settings.headers,
    "content-type": "application/json",
    ...(isCompressed && { "content-encoding": "gzip" }),
  }).flat();
  const url = parseOutboundUrl(settings.url);
  return async (text: string): Promise<CollectorAnswer> => {
    const body = isCompressed ? await compress(text) : text;
    const answer = await outbound.request({
      url,
      method: "POST",
      headers,
      body,
      timeouts: { connectMs: timeoutMs, headersMs: timeoutMs, idleMs: timeoutMs, totalMs: timeoutMs },
      maxBytes: MAX_ANSWER_BYTES,
      // The operator's own variable, which no user can set.
      isAddressChecked: false,
    });
    return { status: answer.status, headers: answer.headers, body: answer.body.toString("utf8") };
  };
}
