import { route } from "@/lib/auth";
import { restoreBuiltInDetection } from "@/lib/detection";

/** Lets the models that come with the product detect again. */
export const POST = route({ handle: ({ ctx }) => restoreBuiltInDetection(ctx) });
