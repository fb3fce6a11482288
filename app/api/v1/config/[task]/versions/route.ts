import { route } from "@/lib/auth";
import { listConfigurationVersions } from "@/lib/registry";
import { ListConfigurationVersionsQuery } from "@/lib/registry/schemas";

/** Every version of a task's configuration, newest first. */
export const GET = route({
  query: ListConfigurationVersionsQuery,
  handle: ({ ctx, params, query }) => listConfigurationVersions(ctx, params.task ?? "", query),
});
