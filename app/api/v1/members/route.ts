import { listMembers, route } from "@/lib/auth";
import { PageQuery } from "@/lib/platform/pagination";

/** Lists the people of the organization with their roles. */
export const GET = route({
  query: PageQuery,
  handle: ({ ctx, query }) => listMembers(ctx, query),
});
