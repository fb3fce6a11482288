import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { Page } from "@/lib/platform/pagination";
import { countModelsByProvider } from "./model-store";
import type { ListProvidersQuery, Provider } from "./provider-schemas";
import { selectProviders } from "./provider-store";
import { toProviders } from "./provider-view";

/** Every provider, oldest first; never its key. There are few, so one page holds them all. */
export async function listProviders(ctx: Ctx, query: ListProvidersQuery = {}): Promise<Page<Provider>> {
  requireScope(ctx, "read");
  const [providers, modelCounts] = await Promise.all([
    selectProviders(ctx.db, ctx.organizationId),
    countModelsByProvider(ctx.db, ctx.organizationId),
  ]);
  const wanted = providers.filter(({ kind }) => query.kind === undefined || kind === query.kind);
  return { items: toProviders(ctx, wanted, modelCounts), nextCursor: null };
}
