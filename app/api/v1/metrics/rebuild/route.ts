import { route } from "@/lib/auth";
import { cancelRebuild, getRebuild, rebuildRollups } from "@/lib/executions";
import { RebuildInput } from "@/lib/executions/schemas";

/** The latest counting anew of executions, and how far it is. */
export const GET = route({ handle: ({ ctx }) => getRebuild(ctx) });

/** Counts every execution of a window anew, in the background. Answers 409 while another one is under way. */
export const POST = route({
  scope: "admin",
  body: RebuildInput,
  status: 202,
  handle: ({ ctx, body }) => rebuildRollups(ctx, body),
});

/** Stops it. The days that it did stay done. */
export const DELETE = route({ scope: "admin", handle: ({ ctx }) => cancelRebuild(ctx) });
