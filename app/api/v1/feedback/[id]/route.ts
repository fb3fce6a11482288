import { route } from "@/lib/auth";
import { withdrawFeedback } from "@/lib/feedback";

/** Takes feedback back. */
export const DELETE = route({ scope: "record", handle: ({ ctx, params }) => withdrawFeedback(ctx, params.id!) });
