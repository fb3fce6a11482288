import type { HoldoutArm } from "@/lib/executions/schemas";
import { hashToShare } from "@/lib/platform/stats";

/** Sums are kept in so many parts, each session in one of them: their spread tells the spread of the sums. */
const BUCKETS = 64;

export type AssignedArm = { id: string; phase: number; arm: HoldoutArm; bucket: number };

/**
 * Which side of a hold-out a session, or a request without one, belongs to: always the same. Another share moves only
 * those that it has to.
 */
export function assignArm({ id, phase, heldShare }: { id: string; phase: number; heldShare: number }, unit: string) {
  const isHeld = hashToShare(id, unit, 2)! < heldShare;
  const bucket = Math.floor(BUCKETS * hashToShare(`bucket of ${id}`, unit, 2)!);
  return { id, phase, arm: isHeld ? "held" : "changed", bucket } satisfies AssignedArm;
}
