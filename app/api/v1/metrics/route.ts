import { z } from "zod";
import { route } from "@/lib/auth";
import { readReportedRows, recordExecutions, reportMetrics } from "@/lib/executions";
import { MAX_RECORDED, MetricsQuery, RecordExecutionInput } from "@/lib/executions/schemas";

/** Sums of a window, of the one before it, and per model and task. */
export const GET = route({ query: MetricsQuery, handle: ({ ctx, query }) => reportMetrics(ctx, query) });

/** A thousand executions with texts of some length. */
const MAX_BODY_BYTES = 16_000_000;

/**
 * Records calls that the caller made itself: one (`RecordExecutionInput`) or `{ executions: [...] }` with up to 1,000,
 * all or none. What is sent twice under one `clientId` or `Idempotency-Key` is recorded once.
 */
export const POST = route({
  scope: "record",
  body: z.record(z.string(), z.unknown(), { error: "The body must be a JSON object" }),
  describedBody: z.union([
    RecordExecutionInput,
    z.object({ executions: z.array(RecordExecutionInput).min(1).max(MAX_RECORDED) }),
  ]),
  maxBodyBytes: MAX_BODY_BYTES,
  status: 201,
  handle: ({ ctx, body, request }) =>
    recordExecutions(ctx, readReportedRows(body), { idempotencyKey: request.headers.get("idempotency-key") }),
});
