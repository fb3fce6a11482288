import { route } from "@/lib/auth";
import { createSuite, listSuites } from "@/lib/benchmarks";
import { CreateSuiteInput, ListSuitesQuery } from "@/lib/benchmarks/schemas";

/** Suites that can be run: own ones, labelled examples, those of the categories. */
export const GET = route({ query: ListSuitesQuery, handle: ({ ctx, query }) => listSuites(ctx, query) });

/** Adds a suite of your own. */
export const POST = route({
  body: CreateSuiteInput,
  status: 201,
  maxBodyBytes: 10_000_000,
  handle: ({ ctx, body }) => createSuite(ctx, body),
});
