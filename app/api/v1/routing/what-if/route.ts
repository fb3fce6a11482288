import { route } from "@/lib/auth";
import { whatIf } from "@/lib/routing";
import { WhatIfQuery } from "@/lib/routing/schemas";

/** What another strategy, or always one model, would have cost and brought on a task's past requests. */
export const GET = route({ query: WhatIfQuery, handle: ({ ctx, query }) => whatIf(ctx, query) });
