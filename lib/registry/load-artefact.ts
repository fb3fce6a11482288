import { createHash } from "node:crypto";
import type { Database } from "@/lib/platform/db";

/** What a version consists of. Throws when the bytes are gone or are no longer what was stored. */
export async function loadArtefact(
  db: Pick<Database, "artefact">,
  { organizationId, sha256 }: { organizationId: string; sha256: string },
): Promise<Uint8Array> {
  const row = await db.artefact.findUnique({ where: { organizationId_sha256: { organizationId, sha256 } } });
  if (!row) throw new Error(`The artefact ${sha256} is missing: train the model again`);
  const actual = createHash("sha256").update(row.bytes).digest("hex");
  if (actual !== sha256)
    throw new Error(`The artefact ${sha256} is damaged (its checksum is ${actual}): train the model again`);
  return row.bytes;
}
