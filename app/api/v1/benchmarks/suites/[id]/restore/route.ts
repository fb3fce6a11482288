import { route } from "@/lib/auth";
import { restoreSuite } from "@/lib/benchmarks";

/** Undoes a deletion. */
export const POST = route({ handle: ({ ctx, params }) => restoreSuite(ctx, params.id ?? "") });
