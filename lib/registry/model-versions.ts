import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { Page } from "@/lib/platform/pagination";
import type { ListModelVersionsQuery, ModelVersion } from "./version-schemas";
import { selectModelVersion, selectModelVersions } from "./version-store";

/** Trained versions, newest first. */
export async function listModelVersions(ctx: Ctx, query: ListModelVersionsQuery = {}): Promise<Page<ModelVersion>> {
  requireScope(ctx, "read");
  return { items: await selectModelVersions(ctx.db, ctx.organizationId, query), nextCursor: null };
}

export async function getModelVersion(ctx: Ctx, id: string): Promise<ModelVersion> {
  requireScope(ctx, "read");
  const version = isId(id) ? await selectModelVersion(ctx.db, ctx.organizationId, id) : null;
  if (!version) throw notFound(`There is no model version with the id \`${id}\``);
  return version;
}
