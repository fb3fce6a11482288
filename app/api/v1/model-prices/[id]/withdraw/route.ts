import { route } from "@/lib/auth";
import { withdrawPrice } from "@/lib/registry";

/** Takes a stated price back, as if it had never been stated. Answers 409 when it is withdrawn already. */
export const POST = route({ handle: ({ ctx, params }) => withdrawPrice(ctx, params.id ?? "") });
