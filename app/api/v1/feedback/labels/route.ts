import { route } from "@/lib/auth";
import { listKnownLabels } from "@/lib/feedback";
import { KnownLabelsQuery } from "@/lib/feedback/schemas";

/** The labels that feedback on a task may name; empty when any may. */
export const GET = route({ query: KnownLabelsQuery, handle: ({ ctx, query }) => listKnownLabels(ctx, query) });
