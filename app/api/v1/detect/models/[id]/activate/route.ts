import { route } from "@/lib/auth";
import { activateDetectionModel } from "@/lib/detection";

/** Lets these retrained models detect. */
export const POST = route({ handle: ({ ctx, params }) => activateDetectionModel(ctx, params.id!) });
