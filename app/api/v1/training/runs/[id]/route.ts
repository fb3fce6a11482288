import { route } from "@/lib/auth";
import { getTrainingRun } from "@/lib/training";

/** One training run with progress and results. */
export const GET = route({ handle: ({ ctx, params }) => getTrainingRun(ctx, params.id ?? "") });
