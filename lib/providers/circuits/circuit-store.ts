import type { DatabaseTransaction, Database } from "@/lib/platform/db";
import type { Circuit } from "@/lib/platform/resilience";
import { StoredCircuit } from "./circuit-schemas";

export type CircuitRow = { organizationId: string; modelSlug: string; circuit: Circuit; changedAt: Date };

/** Circuits that changed since; every one without a date. Rows that cannot be read count as never written. */
export async function selectCircuits(db: DatabaseTransaction, since: Date | null): Promise<CircuitRow[]> {
  const rows = await db.circuit.findMany({ where: since ? { changedAt: { gte: since } } : {} });
  return rows.flatMap((row) => {
    const circuit = StoredCircuit.safeParse(row.circuit);
    return circuit.success ? [{ ...row, circuit: circuit.data }] : [];
  });
}

/**
 * Changes a circuit while no other process can. `change` gets the stored state, null when there is none, and gives the
 * new one, or null to leave it. Resolves with what is stored then.
 */
export async function changeCircuit(
  db: Database,
  key: { organizationId: string; modelSlug: string },
  changedAt: Date,
  change: (stored: Circuit | null) => Circuit | null,
): Promise<Circuit | null> {
  return db.$transaction((tx) => changeCircuitIn(tx, key, changedAt, change));
}

/** The same within a transaction of the caller. */
export async function changeCircuitIn(
  tx: DatabaseTransaction,
  { organizationId, modelSlug }: { organizationId: string; modelSlug: string },
  changedAt: Date,
  change: (stored: Circuit | null) => Circuit | null,
): Promise<Circuit | null> {
  // A row has to exist to be locked; `{}` is what nobody has decided on yet.
  await tx.$executeRaw`
    INSERT INTO circuits (organization_id, model_slug, circuit, changed_at)
    VALUES (${organizationId}::uuid, ${modelSlug}, '{}'::jsonb, ${changedAt}) ON CONFLICT DO NOTHING`;
  const [row] = await tx.$queryRaw<{ circuit: unknown }[]>`
    SELECT circuit FROM circuits
    WHERE organization_id = ${organizationId}::uuid AND model_slug = ${modelSlug} FOR UPDATE`;
  const parsed = StoredCircuit.safeParse(row?.circuit);
  const stored = parsed.success ? parsed.data : null;
  const next = change(stored);
  if (!next) return stored;
  await tx.circuit.update({
    where: { organizationId_modelSlug: { organizationId, modelSlug } },
    data: { circuit: next, changedAt },
  });
  return next;
}
