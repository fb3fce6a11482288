import { route } from "@/lib/auth";
import { cancelRepricing } from "@/lib/executions";

/** Stops it between two batches; what it changed so far can be undone. */
export const POST = route({ status: 200, handle: ({ ctx, params }) => cancelRepricing(ctx, params.id!) });
