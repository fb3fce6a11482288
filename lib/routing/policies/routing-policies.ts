import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { cancelJob, getJob, jobEvents } from "@/lib/platform/jobs";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import type { ListPoliciesQuery, RoutingPolicy } from "../policy-schemas";
import { activeOf, findPolicy, selectPolicies, toRoutingPolicy, type PolicyRow } from "./policy-store";

/** Newest first; of one task only with `task`. */
export async function listRoutingPolicies(ctx: Ctx, query: ListPoliciesQuery): Promise<Page<RoutingPolicy>> {
  requireScope(ctx, "read");
  const { limit, cursor, task } = query;
  const rows = await selectPolicies(ctx, { limit: limit + 1, afterId: decodeCursor(cursor, z.uuid()), task });
  const active = await activeOf(ctx.db, ctx.organizationId);
  const policies = await Promise.all(
    rows.map(async (row) => toRoutingPolicy(row, await getJob(ctx, row.jobId), active)),
  );
  return page({ rows: policies, limit, cursorOf: (policy) => policy.id });
}

/** Throws `not_found` when this organization has no such policy. */
export async function getRoutingPolicy(ctx: Ctx, id: string): Promise<RoutingPolicy> {
  requireScope(ctx, "read");
  const row = await requirePolicy(ctx, id);
  const [job, active] = await Promise.all([getJob(ctx, row.jobId), activeOf(ctx.db, ctx.organizationId)]);
  return toRoutingPolicy(row, job, active);
}

/** Cancels the learning within about a second. Throws `conflict` when it is over. */
export async function cancelRoutingPolicy(ctx: Ctx, id: string): Promise<RoutingPolicy> {
  requireScope(ctx, "write");
  const row = await requirePolicy(ctx, id);
  return toRoutingPolicy(row, await cancelJob(ctx, row.jobId), new Map());
}

/** Progress and state as server-sent events, until the learning is over. */
export async function routingPolicyEvents(ctx: Ctx, id: string): Promise<Response> {
  requireScope(ctx, "read");
  const row = await requirePolicy(ctx, id);
  return jobEvents(ctx, row.jobId);
}

export async function requirePolicy(ctx: Ctx, id: string): Promise<PolicyRow> {
  const row = isId(id) ? await findPolicy(ctx, id) : null;
  if (!row) throw notFound(`There is no routing policy ${id}`);
  return row;
}
