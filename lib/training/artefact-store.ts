import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";

const CLASSIFIER = "application/x-ai-gym-classifier";

/** Stores bytes under their checksum, a trained model's unless told otherwise. Storing the same bytes again changes nothing. */
export async function storeArtefact(
  ctx: Ctx,
  sha256: string,
  bytes: Uint8Array,
  contentType = CLASSIFIER,
): Promise<void> {
  const { organizationId } = ctx;
  await ctx.db.artefact.createMany({
    data: [
      {
        organizationId,
        sha256,
        bytes: new Uint8Array(bytes),
        sizeBytes: bytes.byteLength,
        contentType,
        createdAt: ctx.now(),
      },
    ],
    skipDuplicates: true,
  });
}

/** A trained model's bytes. Throws when they are gone or are no longer what was stored. */
export async function loadArtefact(
  db: Database,
  { organizationId, sha256 }: { organizationId: string; sha256: string },
): Promise<Uint8Array> {
  const row = await db.artefact.findUnique({ where: { organizationId_sha256: { organizationId, sha256 } } });
  if (!row) throw new Error(`The artefact ${sha256} is missing: train the model again`);
  const actual = createHash("sha256").update(row.bytes).digest("hex");
  if (actual !== sha256)
    throw new Error(`The artefact ${sha256} is damaged (its checksum is ${actual}): train the model again`);
  return row.bytes;
}
