import { route } from "@/lib/auth";
import { deleteSuite, getSuite, updateSuite } from "@/lib/benchmarks";
import { UpdateSuiteInput } from "@/lib/benchmarks/schemas";

/** One suite with its tests. */
export const GET = route({ handle: ({ ctx, params }) => getSuite(ctx, params.id ?? "") });

/** Makes a new version of an own suite. */
export const PATCH = route({
  body: UpdateSuiteInput,
  maxBodyBytes: 10_000_000,
  handle: ({ ctx, params, body }) => updateSuite(ctx, params.id ?? "", body),
});

/** Takes an own suite out of the lists; its runs stay, and it can be restored. */
export const DELETE = route({ handle: ({ ctx, params }) => deleteSuite(ctx, params.id ?? "") });
