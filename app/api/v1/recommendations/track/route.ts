import { route } from "@/lib/auth";
import { trackRecommendations } from "@/lib/optimization";

/** How past proposals did once they were verified: how many were proven, and what they save against what was expected. */
export const GET = route({ handle: ({ ctx }) => trackRecommendations(ctx) });
