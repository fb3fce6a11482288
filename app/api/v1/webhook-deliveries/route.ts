import { listDeliveries } from "@/lib/alerts";
import { ListDeliveriesQuery } from "@/lib/alerts/schemas";
import { route } from "@/lib/auth";

/** What was sent to webhooks, newest first, with every attempt. Kept for 30 days. */
export const GET = route({
  query: ListDeliveriesQuery,
  handle: ({ ctx, query }) => listDeliveries(ctx, query),
});
