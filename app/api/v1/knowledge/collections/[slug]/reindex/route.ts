import { route } from "@/lib/auth";
import { reindexCollection } from "@/lib/knowledge";
import { ReindexInput } from "@/lib/knowledge/schemas";

/** Indexes what waits or failed, or everything anew. Answers with the job; its progress is at `/jobs`. */
export const POST = route({
  body: ReindexInput,
  status: 202,
  handle: ({ ctx, params, body }) => reindexCollection(ctx, params.slug ?? "", body),
});
