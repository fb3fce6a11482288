import { route } from "@/lib/auth";
import { cancelJudging } from "@/lib/judging";

/** Ends a run of judging. What it has judged stays. */
export const POST = route({ handle: ({ ctx, params }) => cancelJudging(ctx, params.id!) });
