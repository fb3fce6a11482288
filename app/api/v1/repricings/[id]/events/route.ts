import { route } from "@/lib/auth";
import { repricingEvents } from "@/lib/executions";

/** Progress as server-sent events, until it is over. */
export const GET = route({
  answerType: "text/event-stream",
  handle: ({ ctx, params }) => repricingEvents(ctx, params.id!),
});
