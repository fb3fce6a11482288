import { route } from "@/lib/auth";
import { compareVersions } from "@/lib/training";
import { CompareVersionsQuery } from "@/lib/training/schemas";

/** Two versions on the held-out examples that both were measured on: McNemar's test and the interval of the difference. */
export const GET = route({ query: CompareVersionsQuery, handle: ({ ctx, query }) => compareVersions(ctx, query) });
