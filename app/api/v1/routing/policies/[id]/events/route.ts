import { route } from "@/lib/auth";
import { routingPolicyEvents } from "@/lib/routing";

/** Progress and state of the learning as server-sent events. */
export const GET = route({
  answerType: "text/event-stream",
  handle: ({ ctx, params }) => routingPolicyEvents(ctx, params.id ?? ""),
});
