import { route } from "@/lib/auth";
import { applyRecommendation } from "@/lib/optimization";

/**
 * Begins the optimization that verifies the proposal, and answers with it; what it proves is applied by its own button. A
 * proposal to train again begins a training, and answers with that.
 */
export const POST = route({ status: 202, handle: ({ ctx, params }) => applyRecommendation(ctx, params.id ?? "") });
