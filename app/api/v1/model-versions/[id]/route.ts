import { route } from "@/lib/auth";
import { describeVersion } from "@/lib/training";

/** A version with its evaluation on held-out examples, its lineage, use and health. */
export const GET = route({ handle: ({ ctx, params }) => describeVersion(ctx, params.id ?? "") });
