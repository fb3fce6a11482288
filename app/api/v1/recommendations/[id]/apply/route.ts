import { route } from "@/lib/auth";
import { applyRecommendation } from "@/lib/optimization";

/** Begins the optimization that verifies the proposal; what it proves is applied by its own button. */
export const POST = route({ status: 202, handle: ({ ctx, params }) => applyRecommendation(ctx, params.id ?? "") });
