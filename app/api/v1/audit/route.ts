import { route } from "@/lib/auth";
import { listAudit, ListAuditQuery } from "@/lib/platform/audit";

/** Lists what was changed, by whom, newest first. */
export const GET = route({
  scope: "admin",
  query: ListAuditQuery,
  handle: ({ ctx, query }) => listAudit(ctx, query),
});
