import { route } from "@/lib/auth";
import { addSuiteTest } from "@/lib/benchmarks";
import { AddSuiteTestInput } from "@/lib/benchmarks/schemas";

/** Adds a test to an own suite, as a new version. Answers 409 when the suite has a test of this id. */
export const POST = route({
  body: AddSuiteTestInput,
  status: 201,
  handle: ({ ctx, params, body }) => addSuiteTest(ctx, params.id ?? "", body),
});
