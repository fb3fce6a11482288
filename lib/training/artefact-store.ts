import type { Ctx } from "@/lib/platform/ctx";

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
