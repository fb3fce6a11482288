import { route } from "@/lib/auth";
import { searchCollection } from "@/lib/knowledge";
import { SearchInput } from "@/lib/knowledge/schemas";

/** Searches a collection by words, by meaning or by both, narrowed by metadata. Results name document, section and place. */
export const POST = route({
  scope: "read",
  body: SearchInput,
  handle: ({ ctx, params, body }) => searchCollection(ctx, params.slug ?? "", body),
});
