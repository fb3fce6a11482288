import { route } from "@/lib/auth";
import { activateModelVersion } from "@/lib/registry";

/** Lets this version serve its task and model; the one that did so before becomes inactive. */
export const POST = route({ handle: ({ ctx, params }) => activateModelVersion(ctx, params.id ?? "") });
