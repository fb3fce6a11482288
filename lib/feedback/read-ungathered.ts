import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { selectUngathered, writeGathered, type StoredFeedback } from "./store";

export type UngatheredFeedback = StoredFeedback & { revision: number };

/** What training has not read yet, the oldest first: new, changed or taken back. */
export const readUngathered = (tx: DatabaseTransaction, ctx: Ctx, limit: number): Promise<UngatheredFeedback[]> =>
  selectUngathered(tx, ctx.organizationId, limit);

/** Says that training has read these, as they were then. */
export const markGathered = (tx: DatabaseTransaction, ctx: Ctx, rows: readonly UngatheredFeedback[]): Promise<void> =>
  writeGathered(tx, ctx.organizationId, rows);
