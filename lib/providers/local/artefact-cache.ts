import { createHash } from "node:crypto";
import { isAppError, messageOf } from "@/lib/platform/errors";
import { LruCache } from "@/lib/platform/lru-cache";
import type { ArtefactReference } from "../contract";
import { isProviderError, ProviderError } from "../provider-error";

/** Trained versions by what they are, read when first needed and kept while they are used. */
export class ArtefactCache<Content> {
  readonly #loaded: LruCache<string, Promise<Content>>;

  constructor(
    private readonly load: (reference: ArtefactReference) => Promise<Uint8Array>,
    private readonly parse: (bytes: Uint8Array) => Content,
    capacity: number,
  ) {
    this.#loaded = new LruCache(capacity);
  }

  /** Calls at the same time share one reading. A failed one is forgotten, so that the next call tries again. */
  get(reference: ArtefactReference): Promise<Content> {
    const key = `${reference.organizationId}/${reference.modelVersionId}/${reference.sha256}`;
    const known = this.#loaded.get(key);
    if (known) return known;
    const loading = this.#read(reference);
    this.#loaded.set(key, loading);
    loading.catch(() => this.#loaded.delete(key));
    return loading;
  }

  async #read(reference: ArtefactReference): Promise<Content> {
    try {
      const bytes = await this.load(reference);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      if (sha256 !== reference.sha256) throw new Error("its checksum is not the one it was stored with");
      return this.parse(bytes);
    } catch (error) {
      if (isProviderError(error)) throw error;
      const kind = isAppError(error) && error.code === "not_found" ? "not_found" : "server_error";
      throw new ProviderError(kind, `The trained model could not be read: ${messageOf(error)}`, { cause: error });
    }
  }
}
