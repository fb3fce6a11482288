import { route } from "@/lib/auth";
import { undoRepricing } from "@/lib/executions";

/** Brings back the costs that it changed. */
export const POST = route({ status: 202, handle: ({ ctx, params }) => undoRepricing(ctx, params.id!) });
