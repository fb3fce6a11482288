import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { modelVersionsById } from "@/lib/registry";
import { requireDeployment } from "./change-deployment";
import { selectDeployments, selectEvents, toDeployment, type DeploymentRow } from "./deployment-store";
import type { Deployment, DeploymentDetail, ListDeploymentsQuery } from "./schemas";

/** Deployments of every task, newest first. */
export async function listDeployments(ctx: Ctx, query: ListDeploymentsQuery): Promise<Page<Deployment>> {
  requireScope(ctx, "read");
  const rows = await selectDeployments(ctx, query, query.limit + 1, decodeCursor(query.cursor, z.uuid()));
  return page({ rows: await viewAll(ctx, rows), limit: query.limit, cursorOf: ({ id }) => id });
}

/** One deployment with all that happened to it, oldest first. */
export async function getDeployment(ctx: Ctx, id: string): Promise<DeploymentDetail> {
  requireScope(ctx, "read");
  const row = await requireDeployment(ctx, id);
  return { ...(await viewDeployment(ctx, row)), events: await selectEvents(ctx, id) };
}

export async function viewDeployment(ctx: Ctx, row: DeploymentRow): Promise<Deployment> {
  const [view] = await viewAll(ctx, [row]);
  return view!;
}

async function viewAll(ctx: Ctx, rows: readonly DeploymentRow[]): Promise<Deployment[]> {
  const ids = rows.flatMap(({ versionId, previousVersionId }) => [versionId, previousVersionId ?? versionId]);
  const versions = await modelVersionsById(ctx, ids);
  return rows.map((row) => toDeployment(row, versions));
}
