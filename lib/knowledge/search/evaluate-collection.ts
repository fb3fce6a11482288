import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { findCollection } from "../collections/require-collection";
import { evaluateSearch } from "../evaluation";
import type { EvaluateInput, ModeQuality } from "../evaluation-schemas";
import { SearchInput } from "../search-schemas";
import { SEARCH_MODES } from "../words";
import { searchCollection } from "./search-collection";

/** Several pieces of one document count once, so that more are asked for than documents are judged. */
const PIECES_OF_DOCUMENT = 3;

/** How well each mode finds what the labelled questions want. Throws `invalid_input` when none names a relevant document. */
export async function evaluateCollection(
  ctx: Ctx,
  slug: string,
  { queries, k }: EvaluateInput,
): Promise<ModeQuality[]> {
  requireScope(ctx, "read");
  await findCollection(ctx, slug);
  const judged: ModeQuality[] = [];
  for (const mode of SEARCH_MODES) {
    const search = async (query: string) => {
      ctx.signal?.throwIfAborted();
      const input = SearchInput.parse({ query, mode, depth: k * PIECES_OF_DOCUMENT });
      const { results } = await searchCollection(ctx, slug, input);
      return results.map(({ citation }) => citation.externalId);
    };
    const quality = await evaluateSearch({ queries, search, k });
    if (!quality) throw invalidInput("No query names a document that is relevant", { field: "queries" });
    const { queries: count, recall, mrr, ndcg } = quality;
    judged.push({ mode, queries: count, recall, mrr, ndcg });
  }
  return judged;
}
