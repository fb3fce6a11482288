import type { Runtime } from "@/lib/platform/runtime";

/** Models that answer through the sentence encoder. */
const ENCODER_MODELS = ["local/encoder", "local/council"];

/**
 * Brings the encoder into memory when trained models need it, so that the first request is as quick as the next.
 * An installation that never uses it is spared its 200 MB. Never rejects; an organization that cannot be read is
 * passed over, because the others have nothing to do with it.
 */
export async function warmEncoder(
  { embedder, log, registry }: Pick<Runtime, "embedder" | "log" | "registry">,
  organizationIds: readonly string[],
): Promise<void> {
  try {
    const snapshots = await Promise.all(organizationIds.map((id) => registry.ensureLoaded(id).catch(() => null)));
    const isNeeded = snapshots.some((snapshot) =>
      [...(snapshot?.activeVersions.values() ?? [])].some(({ modelSlug }) => ENCODER_MODELS.includes(modelSlug)),
    );
    if (!isNeeded) return;
    await embedder.embed(["warm"]);
  } catch (error) {
    log.warn({ err: error }, "the sentence encoder does not start");
  }
}
