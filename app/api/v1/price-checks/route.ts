import { route } from "@/lib/auth";
import { importPriceList, listPriceChecks } from "@/lib/registry";
import { ImportPriceListQuery, ListPriceChecksQuery, PriceList } from "@/lib/registry/schemas";

/** A list of all models of all vendors has about one megabyte. */
const MAX_BODY_BYTES = 8_000_000;

/** Second price books that were compared with ours, newest first. */
export const GET = route({ query: ListPriceChecksQuery, handle: ({ ctx, query }) => listPriceChecks(ctx, query) });

/** Compares a price list, sent as it is (`{ meta, models: [...] }`, US dollars per token), with our prices. */
export const POST = route({
  query: ImportPriceListQuery,
  body: PriceList,
  maxBodyBytes: MAX_BODY_BYTES,
  status: 201,
  handle: ({ ctx, query, body }) => importPriceList(ctx, query, body),
});
