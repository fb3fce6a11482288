import { route } from "@/lib/auth";
import { testProvider } from "@/lib/providers";

/** Calls the provider once with its key. Answers 502 with the provider's own words when that fails. */
export const POST = route({
  handle: ({ ctx, params }) => testProvider(ctx, params.id ?? "", ctx.runtime.gateway.adapters),
});
