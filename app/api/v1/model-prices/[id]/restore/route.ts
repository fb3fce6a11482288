import { route } from "@/lib/auth";
import { restorePrice } from "@/lib/registry";

/** Lets a withdrawn price count again. Answers 409 when it counts already. */
export const POST = route({ handle: ({ ctx, params }) => restorePrice(ctx, params.id ?? "") });
