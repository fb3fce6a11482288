import type { Database } from "@/lib/platform/db";
import { rollupsSql, upsertRollupsSql } from "./rollup-sql";
import { lockRollups } from "./lock-rollups";

/**
 * Moves deltas of an organization ($1), the oldest $2 of them, into its rollups. One statement: readers see them in
 * one place or in the other.
 */
const FOLD = `
WITH moved AS (
  DELETE FROM execution_deltas WHERE organization_id = $1::uuid AND id <= coalesce(
    (SELECT id FROM execution_deltas WHERE organization_id = $1::uuid ORDER BY id OFFSET $2::int - 1 LIMIT 1),
    9223372036854775807)
  RETURNING *
), folded AS (${upsertRollupsSql(rollupsSql("moved"), "add")})
SELECT count(*)::int AS moved FROM moved`;

/** Deltas that one statement moves: some tens of milliseconds. */
const PER_STATEMENT = 5_000;

/**
 * Moves what waits in `execution_deltas` into the rollups, for every organization, and returns how many deltas those
 * were. Nobody's sums change by it. Several processes may do it at once.
 */
export async function foldDeltas(db: Database, signal?: AbortSignal): Promise<number> {
  const waiting = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM organizations
    WHERE EXISTS (SELECT 1 FROM execution_deltas WHERE organization_id = organizations.id)`;
  let total = 0;
  for (const { id } of waiting) total += await foldOrganization(db, id, signal);
  return total;
}

async function foldOrganization(db: Database, organizationId: string, signal?: AbortSignal): Promise<number> {
  for (let total = 0; ;) {
    signal?.throwIfAborted();
    const moved = await db.$transaction(async (tx) => {
      await lockRollups(tx, organizationId);
      const [row] = await tx.$queryRawUnsafe<{ moved: number }[]>(FOLD, organizationId, PER_STATEMENT);
      return row!.moved;
    });
    total += moved;
    if (moved < PER_STATEMENT) return total;
  }
}
