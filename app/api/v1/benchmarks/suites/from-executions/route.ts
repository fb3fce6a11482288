import { route } from "@/lib/auth";
import { createSuiteFromExecutions } from "@/lib/benchmarks";
import { SuiteFromExecutionsInput } from "@/lib/benchmarks/schemas";

/** Makes a suite of what a task was asked in live traffic. */
export const POST = route({
  body: SuiteFromExecutionsInput,
  status: 201,
  handle: ({ ctx, body }) => createSuiteFromExecutions(ctx, body),
});
