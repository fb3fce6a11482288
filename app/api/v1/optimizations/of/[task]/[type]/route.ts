import { z } from "zod";
import { route } from "@/lib/auth";
import { startOptimization } from "@/lib/optimization";
import { StartOptimizationInput } from "@/lib/optimization/schemas";
import { parseInput } from "@/lib/platform/http/parse-input";

/** Searches for a better configuration of the task that the path names, with everything else as usual. */
export const POST = route({
  status: 202,
  query: z.object({}),
  handle: ({ ctx, params }) =>
    startOptimization(ctx, parseInput(StartOptimizationInput, { task: params.task, type: params.type })),
});
