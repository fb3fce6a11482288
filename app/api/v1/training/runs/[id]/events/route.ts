import { route } from "@/lib/auth";
import { trainingRunEvents } from "@/lib/training";

/** Progress and state of a run as server-sent events. */
export const GET = route({
  answerType: "text/event-stream",
  handle: ({ ctx, params }) => trainingRunEvents(ctx, params.id ?? ""),
});
