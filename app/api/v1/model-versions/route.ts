import { route } from "@/lib/auth";
import { listModelVersions } from "@/lib/registry";
import { ListModelVersionsQuery } from "@/lib/registry/schemas";

/** Trained versions, newest first. */
export const GET = route({
  query: ListModelVersionsQuery,
  handle: ({ ctx, query }) => listModelVersions(ctx, query),
});
