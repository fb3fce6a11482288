import { route } from "@/lib/auth";
import { getDeployment } from "@/lib/deployments";

/** One deployment with its gates and all that happened to it. */
export const GET = route({ handle: ({ ctx, params }) => getDeployment(ctx, params.id ?? "") });
