import type { DatabaseTransaction } from "@/lib/platform/db";
import { fromStored, toStored } from "@/lib/platform/stored-json";
import type { Look } from "./results-schemas";
import type { PhaseKey } from "./sum-store";

/** Looks shown of one phase. */
const MAX_SHOWN = 300;

/** Oldest first; of very many every so many-th, and always the last. */
export async function selectLooks(db: DatabaseTransaction, key: PhaseKey): Promise<Look[]> {
  const rows = await db.experimentLook.findMany({ where: key, orderBy: { at: "asc" }, select: { look: true } });
  const step = Math.max(1, Math.ceil(rows.length / MAX_SHOWN));
  return rows.filter((_, index) => (rows.length - 1 - index) % step === 0).map(({ look }) => fromStored<Look>(look));
}

export async function selectLastLook(
  db: DatabaseTransaction,
  key: PhaseKey,
): Promise<{ at: Date; units: number } | null> {
  return db.experimentLook.findFirst({ where: key, orderBy: { at: "desc" }, select: { at: true, units: true } });
}

export async function insertLook(db: DatabaseTransaction, key: PhaseKey, look: Look): Promise<void> {
  const at = new Date(look.at);
  const data = { ...key, at, units: look.units, look: toStored(look) };
  await db.experimentLook.upsert({
    where: { organizationId_experimentId_phase_at: { ...key, at } },
    create: data,
    update: {},
  });
}
