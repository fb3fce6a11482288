import { route } from "@/lib/auth";
import { listAudit } from "@/lib/platform/audit";
import { ListAuditQuery } from "@/lib/platform/audit-schemas";

/** Lists what was changed, by whom, newest first. */
export const GET = route({
  scope: "admin",
  query: ListAuditQuery,
  handle: ({ ctx, query }) => listAudit(ctx, query),
});
