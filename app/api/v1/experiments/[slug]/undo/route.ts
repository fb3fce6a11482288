import { route } from "@/lib/auth";
import { undoExperimentStep } from "@/lib/experiments";

/** Takes the newest step back: a start, pause, stop, promotion or change. */
export const POST = route({
  handle: ({ ctx, params }) => undoExperimentStep(ctx, params.slug ?? ""),
});
