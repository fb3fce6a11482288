import { route } from "@/lib/auth";
import { correctDetection, listCorrections } from "@/lib/detection";
import { CorrectDetectionInput, ListCorrectionsQuery } from "@/lib/detection/schemas";

/** What people said of messages that were detected wrongly, newest first. */
export const GET = route({ query: ListCorrectionsQuery, handle: ({ ctx, query }) => listCorrections(ctx, query) });

/** Says what a message is about in truth; the next retraining learns from it. The same message again replaces it. */
export const POST = route({
  scope: "record",
  body: CorrectDetectionInput,
  status: 201,
  handle: ({ ctx, body }) => correctDetection(ctx, body),
});
