import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { Page } from "@/lib/platform/pagination";
import type { ListModelVersionsQuery, ModelVersion } from "./version-schemas";
import { selectModelVersion, selectModelVersions, selectVersionsById } from "./version-store";

/** Trained versions, newest first. */
export async function listModelVersions(ctx: Ctx, query: ListModelVersionsQuery = {}): Promise<Page<ModelVersion>> {
  requireScope(ctx, "read");
  return { items: await selectModelVersions(ctx.db, ctx.organizationId, query), nextCursor: null };
}

/** Of this organization by id; unknown ids are left out. */
export async function modelVersionsById(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, ModelVersion>> {
  requireScope(ctx, "read");
  const versions = await selectVersionsById(ctx.db, ctx.organizationId, ids);
  return new Map(versions.map((version) => [version.id, version]));
}

export async function getModelVersion(ctx: Ctx, id: string): Promise<ModelVersion> {
  requireScope(ctx, "read");
  const version = isId(id) ? await selectModelVersion(ctx.db, ctx.organizationId, id) : null;
  if (!version) throw notFound(`There is no model version with the id \`${id}\``);
  return version;
}
