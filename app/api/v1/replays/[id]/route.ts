import { route } from "@/lib/auth";
import { deleteReplaySet } from "@/lib/providers";

/** Removes a recording. */
export const DELETE = route({
  handle: ({ ctx, params }) => deleteReplaySet(ctx, params.id ?? ""),
});
