import { route } from "@/lib/auth";
import { listJudges } from "@/lib/judging";

/** Which tasks have a model that judges a share of their answers, and what that has cost today. */
export const GET = route({ handle: ({ ctx }) => listJudges(ctx) });
