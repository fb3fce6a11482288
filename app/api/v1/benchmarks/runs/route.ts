import { route } from "@/lib/auth";
import { listRuns, startRun } from "@/lib/benchmarks";
import { ListRunsQuery, StartRunInput } from "@/lib/benchmarks/schemas";

/** Benchmark runs, newest first. */
export const GET = route({ query: ListRunsQuery, handle: ({ ctx, query }) => listRuns(ctx, query) });

/** Asks models the tests of suites, in the background. Answers 409 while another run is under way. */
export const POST = route({
  body: StartRunInput,
  status: 202,
  handle: ({ ctx, body }) => startRun(ctx, body),
});
