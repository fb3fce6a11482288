import { route } from "@/lib/auth";
import { getPriceCheck } from "@/lib/registry";

/** Every model of ours that the list names, compared with the price in force now. */
export const GET = route({ handle: ({ ctx, params }) => getPriceCheck(ctx, params.id!) });
