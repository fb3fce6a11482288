import { z } from "zod";
import { route } from "@/lib/auth";
import { invalidInput } from "@/lib/platform/errors";
import { parseJson } from "@/lib/platform/http/parse-json";
import { readPackedBody } from "@/lib/platform/http/read-packed-body";
import { TaskSlug } from "@/lib/registry/schemas";
import { ingestTraces } from "@/lib/telemetry";

/** Several full batches of spans with their messages, unpacked. */
const MAX_BODY_BYTES = 16_000_000;

const IngestQuery = z.object({
  /** Task of the calls that name none with the attribute `gym.task`. (Default: general_chat, or semantic_search.) */
  task: TaskSlug.optional(),
});

/**
 * Takes OpenTelemetry spans of other tools (OTLP/HTTP, JSON, also gzip) and records the model calls among them once
 * each. Set `OTEL_EXPORTER_OTLP_ENDPOINT` to `…/api/v1/otlp`. The answer is OTLP's: `{}`, or how many spans were left
 * out and why.
 */
export const POST = route({
  scope: "record",
  query: IngestQuery,
  describedBody: z.object({ resourceSpans: z.array(z.looseObject({})) }),
  maxBodyBytes: MAX_BODY_BYTES,
  handle: async ({ ctx, query, request }) => {
    const type = request.headers.get("content-type") ?? "";
    if (!/^application\/json\b/i.test(type)) {
      throw invalidInput(
        "Send `content-type: application/json`: protobuf is not taken. Set OTEL_EXPORTER_OTLP_PROTOCOL=http/json",
        { field: "content-type" },
      );
    }
    const bytes = await readPackedBody(request, MAX_BODY_BYTES);
    return Response.json(await ingestTraces(ctx, parseJson(bytes, { maxBytes: MAX_BODY_BYTES }), { task: query.task }));
  },
});
