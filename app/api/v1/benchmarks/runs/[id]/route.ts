import { route } from "@/lib/auth";
import { getRun } from "@/lib/benchmarks";

/** One run with what its results say so far. */
export const GET = route({ handle: ({ ctx, params }) => getRun(ctx, params.id ?? "") });
