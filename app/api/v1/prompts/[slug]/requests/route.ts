import { route } from "@/lib/auth";
import { previewRequests } from "@/lib/prompts";
import { PreviewRequestsQuery } from "@/lib/prompts/schemas";

/** A version's text with the values of requests that were really made, beside the text of the version in use. */
export const GET = route({
  query: PreviewRequestsQuery,
  handle: ({ ctx, params, query }) => previewRequests(ctx, params.slug ?? "", query),
});
