import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { HoldoutArm } from "./words";

/** Sums over the executions of one arm of a hold-out whose sessions fall in one bucket. */
export type HoldoutSums = {
  holdoutId: string;
  /** Such as `2026-03`, UTC. */
  month: string;
  phase: number;
  arm: HoldoutArm;
  bucket: number;
  count: number;
  failedCount: number;
  /** Executions whose cost is known. */
  pricedCount: number;
  costUsd: number;
  latencyCount: number;
  latencyMsSum: number;
  qualityCount: number;
  qualitySum: number;
};

/** Of these hold-outs, by month, phase and arm. */
export async function readHoldoutSums(ctx: Ctx, holdoutIds: readonly string[]): Promise<HoldoutSums[]> {
  requireScope(ctx, "read");
  if (holdoutIds.length === 0) return [];
  const rows = await ctx.db.holdoutSum.findMany({
    where: { organizationId: ctx.organizationId, holdoutId: { in: [...holdoutIds] } },
    orderBy: [{ month: "asc" }, { phase: "asc" }, { arm: "asc" }, { bucket: "asc" }],
  });
  return rows.map(({ organizationId: _, month, arm, ...sums }) => ({
    ...sums,
    month: month.toISOString().slice(0, 7),
    arm: arm === "held" ? "held" : "changed",
  }));
}
