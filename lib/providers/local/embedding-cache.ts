import { createHash } from "node:crypto";
import { mkdir, open, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { crc32 } from "node:zlib";

const HASH_BYTES = 16;
const CHECKSUM_BYTES = 4;
const SCAN_RECORDS = 512;

export type EmbeddingCacheOptions = {
  /** Created when missing. One process at a time may use it. */
  folder: string;
  /** Names the file, so that vectors of another model are never read. */
  modelId: string;
  dimensions: number;
  /** The file grows no further. (Default: 512 MB, about 250,000 texts) */
  maxBytes?: number;
};

/**
 * Vectors of texts that were embedded before, on disk. Records of one size are only ever appended: 16 bytes SHA-256 of
 * the text, the vector as float32, 4 bytes CRC-32 of both. A record that was cut off by a crash is dropped when the
 * file is opened, one that does not match its checksum counts as missing. The texts themselves are not stored.
 */
export class EmbeddingCache {
  readonly #recordBytes: number;
  readonly #maxBytes: number;
  /** Hash as text to the record's number. */
  readonly #records = new Map<string, number>();
  #count = 0;

  private constructor(
    private readonly file: FileHandle,
    private readonly options: EmbeddingCacheOptions,
  ) {
    this.#recordBytes = HASH_BYTES + options.dimensions * 4 + CHECKSUM_BYTES;
    this.#maxBytes = options.maxBytes ?? 512 * 1_024 * 1_024;
  }

  static async open(options: EmbeddingCacheOptions): Promise<EmbeddingCache> {
    await mkdir(options.folder, { recursive: true });
    const name = path.join(options.folder, `${options.modelId}.bin`);
    const file = await open(name, "r+").catch(() => open(name, "w+", 0o600));
    const cache = new EmbeddingCache(file, options);
    await cache.#scan();
    return cache;
  }

  /** Number of texts. */
  get size(): number {
    return this.#records.size;
  }

  /** One per text, null where it is not known. */
  async get(texts: readonly string[]): Promise<(Float32Array | null)[]> {
    const vectors: (Float32Array | null)[] = [];
    for (const text of texts) {
      const key = keyOf(text);
      const record = this.#records.get(key);
      const vector = record === undefined ? null : await this.#read(record, key);
      if (record !== undefined && !vector) this.#records.delete(key);
      vectors.push(vector);
    }
    return vectors;
  }

  /** Adds the texts that are not known yet. Throws what the disk throws; nothing is half known then. */
  async add(entries: readonly { text: string; vector: Float32Array }[]): Promise<void> {
    const fresh = new Map(entries.map(({ text, vector }) => [keyOf(text), vector]));
    for (const key of fresh.keys()) if (this.#records.has(key)) fresh.delete(key);
    if (fresh.size === 0 || (this.#count + fresh.size) * this.#recordBytes > this.#maxBytes) return;
    const first = this.#count;
    // Counted before writing, so that two calls at once never write to the same place.
    this.#count += fresh.size;
    const bytes = Buffer.concat([...fresh].map(([key, vector]) => encode(key, vector)));
    await this.file.write(bytes, 0, bytes.length, first * this.#recordBytes);
    [...fresh.keys()].forEach((key, index) => this.#records.set(key, first + index));
  }

  close(): Promise<void> {
    return this.file.close();
  }

  async #scan(): Promise<void> {
    const { size } = await this.file.stat();
    this.#count = Math.floor(size / this.#recordBytes);
    if (size % this.#recordBytes !== 0) await this.file.truncate(this.#count * this.#recordBytes);
    const chunk = Buffer.alloc(SCAN_RECORDS * this.#recordBytes);
    for (let record = 0; record < this.#count; record += SCAN_RECORDS) {
      const { bytesRead } = await this.file.read(chunk, 0, chunk.length, record * this.#recordBytes);
      for (let at = 0; at + this.#recordBytes <= bytesRead; at += this.#recordBytes) {
        const key = chunk.toString("latin1", at, at + HASH_BYTES);
        this.#records.set(key, record + at / this.#recordBytes);
      }
    }
  }

  async #read(record: number, key: string): Promise<Float32Array | null> {
    const bytes = Buffer.alloc(this.#recordBytes);
    const { bytesRead } = await this.file.read(bytes, 0, bytes.length, record * this.#recordBytes);
    if (bytesRead !== bytes.length) return null;
    const end = bytes.length - CHECKSUM_BYTES;
    if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) return null;
    if (bytes.toString("latin1", 0, HASH_BYTES) !== key) return null;
    return Float32Array.from({ length: this.options.dimensions }, (_, at) => bytes.readFloatLE(HASH_BYTES + at * 4));
  }
}

/** The text's hash as a string of 16 bytes, which serves as a key in memory and is what is stored. */
const keyOf = (text: string): string =>
  createHash("sha256").update(text).digest().subarray(0, HASH_BYTES).toString("latin1");

function encode(key: string, vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(HASH_BYTES + vector.length * 4 + CHECKSUM_BYTES);
  bytes.write(key, 0, "latin1");
  vector.forEach((value, at) => bytes.writeFloatLE(value, HASH_BYTES + at * 4));
  const end = bytes.length - CHECKSUM_BYTES;
  bytes.writeUInt32LE(crc32(bytes.subarray(0, end)), end);
  return bytes;
}
