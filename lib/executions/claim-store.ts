import type { Ctx } from "@/lib/platform/ctx";

/** A name under which an execution may be recorded once. */
export type WantedClaim = { name: string; id: string; createdAt: string };

export type Claim = WantedClaim & {
  /** Nobody had recorded under this name before. */
  isNew: boolean;
  /** The execution is in the table; otherwise it is on its way there, or its process died before it was safe. */
  isStored: boolean;
};

type Row = { name: string; id: string; createdAt: Date; isNew: boolean; isStored: boolean };

/**
 * Claims all names of a request, or none of them when one is claimed for another content, which the end of the id
 * tells. Gives every claim that exists then, so of a refused request those in the way; a name that another process took
 * at this very moment is left out: ask again. Several requests may come together; no name is in two of them.
 */
export async function claimNames(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  requests: readonly (readonly WantedClaim[])[],
): Promise<Claim[]> {
  const wanted = requests.flatMap((claims, request) => claims.map((claim) => ({ ...claim, request })));
  const rows = await db.$queryRaw<Row[]>`
    WITH incoming AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
        AS r(request int, name text, id uuid, "createdAt" timestamptz)
    ), known AS (
      SELECT claim.*, incoming.request, right(claim.execution_id::text, 22) <> right(incoming.id::text, 22) AS is_other
      FROM recorded_executions AS claim JOIN incoming
        ON claim.organization_id = ${organizationId}::uuid AND claim.client_id = incoming.name
    ), claimed AS (
      INSERT INTO recorded_executions (organization_id, client_id, execution_id, created_at)
      SELECT ${organizationId}::uuid, name, id, "createdAt" FROM incoming
      WHERE request NOT IN (SELECT known.request FROM known WHERE is_other)
      ORDER BY name
      ON CONFLICT (organization_id, client_id) DO NOTHING
      RETURNING client_id, execution_id, created_at
    )
    SELECT client_id AS name, execution_id AS id, created_at AS "createdAt", TRUE AS "isNew", FALSE AS "isStored"
    FROM claimed
    UNION ALL
    SELECT client_id, execution_id, created_at, FALSE, EXISTS (
      SELECT FROM executions WHERE organization_id = known.organization_id AND created_at = known.created_at
        AND id = known.execution_id)
    FROM known`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
