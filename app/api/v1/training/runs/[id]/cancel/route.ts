import { route } from "@/lib/auth";
import { cancelTrainingRun } from "@/lib/training";

/** Cancels a run within about a second. Answers 409 when it is over already. */
export const POST = route({ handle: ({ ctx, params }) => cancelTrainingRun(ctx, params.id ?? "") });
