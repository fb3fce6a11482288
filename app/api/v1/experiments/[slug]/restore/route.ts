import { route } from "@/lib/auth";
import { restoreExperiment } from "@/lib/experiments";

/** Brings a deleted experiment back. */
export const POST = route({
  handle: ({ ctx, params }) => restoreExperiment(ctx, params.slug ?? ""),
});
