import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { requireTask } from "./list-tasks";
import type { ConfigurationVersion, ListConfigurationVersionsQuery } from "./task-schemas";
import { selectConfiguration, selectConfigurationVersions } from "./task-store";
import { toConfigurationVersion } from "./write-configuration";

/** The configuration in force. */
export async function getConfiguration(ctx: Ctx, taskSlug: string): Promise<ConfigurationVersion> {
  requireScope(ctx, "read");
  const task = await requireTask(ctx.db, ctx.organizationId, taskSlug);
  const stored = await selectConfiguration(ctx.db, ctx.organizationId, taskSlug, task.configurationVersion);
  if (!stored) throw notFound(`The task \`${taskSlug}\` has no configuration`);
  return toConfigurationVersion(stored, task.configurationVersion);
}

/** Every version, newest first. */
export async function listConfigurationVersions(
  ctx: Ctx,
  taskSlug: string,
  query: ListConfigurationVersionsQuery,
): Promise<Page<ConfigurationVersion>> {
  requireScope(ctx, "read");
  const task = await requireTask(ctx.db, ctx.organizationId, taskSlug);
  const rows = await selectConfigurationVersions(ctx.db, ctx.organizationId, taskSlug, {
    beforeVersion: decodeCursor(query.cursor, z.number().int()),
    take: query.limit + 1,
  });
  return page({
    rows: rows.map((row) => toConfigurationVersion(row, task.configurationVersion)),
    limit: query.limit,
    cursorOf: (row) => row.version,
  });
}
