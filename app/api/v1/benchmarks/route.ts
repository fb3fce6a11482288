import { route } from "@/lib/auth";
import { getLeaderboards } from "@/lib/benchmarks";
import { LeaderboardQuery } from "@/lib/benchmarks/schemas";

/** The newest standing of every model, by suite; `category` and `task` choose suites. */
export const GET = route({ query: LeaderboardQuery, handle: ({ ctx, query }) => getLeaderboards(ctx, query) });
