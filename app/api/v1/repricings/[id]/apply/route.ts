import { route } from "@/lib/auth";
import { applyRepricing } from "@/lib/executions";

/** Makes the change that a complete preview has shown. */
export const POST = route({ status: 202, handle: ({ ctx, params }) => applyRepricing(ctx, params.id!) });
