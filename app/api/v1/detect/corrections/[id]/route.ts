import { route } from "@/lib/auth";
import { deleteCorrection } from "@/lib/detection";

/** Takes a correction back. */
export const DELETE = route({
  scope: "record",
  handle: async ({ ctx, params }) => {
    await deleteCorrection(ctx, params.id!);
    return { id: params.id! };
  },
});
