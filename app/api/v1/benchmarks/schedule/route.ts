import { route } from "@/lib/auth";
import { getSchedule, updateSchedule } from "@/lib/benchmarks";
import { BenchmarkSchedule } from "@/lib/benchmarks/schemas";

/** How often benchmarks run by themselves. */
export const GET = route({ handle: ({ ctx }) => getSchedule(ctx) });

/** Sets it; in force within a minute. */
export const PUT = route({
  scope: "admin",
  body: BenchmarkSchedule,
  handle: ({ ctx, body }) => updateSchedule(ctx, body),
});
