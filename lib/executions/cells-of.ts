import { Prisma } from "@/generated/prisma/client";
import type { WindowPart } from "./cover-window";
import { CELL_COLUMNS } from "./rollup-sql";

/** The organization's cells of these parts that meet the conditions (`AND …`), and the deltas that are still to come. */
export function cellsOf(organizationId: string, parts: readonly WindowPart[], conditions: Prisma.Sql): Prisma.Sql {
  const columns = Prisma.raw(`at, ${CELL_COLUMNS}`);
  const rollups = parts.map(
    ({ unit, from, to }) => Prisma.sql`
      SELECT ${columns} FROM execution_rollups
      WHERE organization_id = ${organizationId}::uuid AND unit = ${unit} AND at >= ${from} AND at < ${to} ${conditions}`,
  );
  const deltas = Prisma.sql`
    SELECT ${columns} FROM execution_deltas
    WHERE organization_id = ${organizationId}::uuid AND at >= ${parts[0]!.from} AND at < ${parts.at(-1)!.to} ${conditions}`;
  return Prisma.join([...rollups, deltas], " UNION ALL ");
}
