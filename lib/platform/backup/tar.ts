/** A file or folder of an archive. `content` is null for a folder. */
export type TarEntry = { name: string; mode: number; size: number; content: AsyncIterable<Uint8Array> | null };

const BLOCK = 512;
const MAX_SIZE = 8 ** 11 - 1;
const FILE = "0";
const FOLDER = "5";

/** Entries as an archive in the ustar form (POSIX.1-1988), which every `tar` reads. Throws for names over 255 bytes. */
export async function* packTar(entries: AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const entry of entries) {
    yield header(entry);
    if (entry.content === null) continue;
    let written = 0;
    for await (const chunk of entry.content) {
      written += chunk.byteLength;
      yield chunk;
    }
    if (written !== entry.size) throw new Error(`${entry.name} changed while it was read`);
    yield new Uint8Array(padding(written));
  }
  yield new Uint8Array(2 * BLOCK);
}

function header({ name, mode, size, content }: TarEntry): Buffer {
  if (size > MAX_SIZE) throw new Error(`${name} is larger than the 8 GB that the archive takes`);
  const block = Buffer.alloc(BLOCK);
  const { prefix, rest } = splitName(content === null ? `${name}/` : name);
  block.write(rest, 0, 100);
  block.write(octal(mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write(" ".repeat(8), 148);
  block.write(content === null ? FOLDER : FILE, 156);
  block.write("ustar\u000000", 257);
  block.write(prefix, 345, 155);
  block.write(`${checksum(block).toString(8).padStart(6, "0")}\u0000 `, 148);
  return block;
}

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, "0")}\u0000`;
const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** The sum of all bytes, the field of the sum itself counted as spaces. */
function checksum(block: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < BLOCK; index++) sum += index >= 148 && index < 156 ? 32 : block[index]!;
  return sum;
}

function splitName(name: string): { prefix: string; rest: string } {
  if (Buffer.byteLength(name) <= 100) return { prefix: "", rest: name };
  for (let slash = name.indexOf("/"); slash > 0 && slash < name.length - 1; slash = name.indexOf("/", slash + 1)) {
    const [prefix, rest] = [name.slice(0, slash), name.slice(slash + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(rest) <= 100) return { prefix, rest };
  }
  throw new Error(`The name ${name} is too long for the archive`);
}

/**
 * Entries of an archive in order. The content of each has to be read before the next is asked for. Throws when the
 * archive is damaged, ends early, or holds anything but files and folders with harmless names.
 */
export async function* unpackTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const bytes = new ByteReader(source);
  for (;;) {
    const block = await bytes.read(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    if (checksum(block) !== number(block, 148, 8)) throw damaged("a header has the wrong sum");
    const type = String.fromCharCode(block[156]!);
    if (type !== FILE && type !== FOLDER) throw damaged("it holds something that is neither file nor folder");
    const size = number(block, 124, 12);
    const name = harmlessName([text(block, 345, 155), text(block, 0, 100)].filter(Boolean).join("/"));
    const mode = number(block, 100, 8) & 0o777;
    yield { name, mode, size, content: type === FOLDER ? null : bytes.stream(size) };
    await bytes.read(padding(size));
  }
}

const text = (block: Buffer, start: number, length: number): string =>
  block.toString("utf8", start, start + length).split("\u0000", 1)[0]!;

function number(block: Buffer, start: number, length: number): number {
  const value = Number.parseInt(text(block, start, length).trim() || "0", 8);
  if (!Number.isSafeInteger(value)) throw damaged("a number is none");
  return value;
}

/** Nothing outside of the folder that it is unpacked into can be named. */
function harmlessName(name: string): string {
  const parts = name.replace(/\/$/, "").split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..") || /[\\\u0000]/.test(name)) {
    throw damaged(`it names ${JSON.stringify(name)}`);
  }
  return parts.join("/");
}

const damaged = (how: string) => new Error(`The archive is damaged: ${how}`);

class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  async read(length: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of this.stream(length)) parts.push(part);
    return Buffer.concat(parts);
  }

  async *stream(length: number): AsyncGenerator<Uint8Array> {
    let left = length;
    while (left > 0) {
      if (this.#rest.byteLength === 0) {
        const next = await this.#chunks.next();
        if (next.done) throw damaged("it ends early");
        this.#rest = next.value;
        continue;
      }
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.byteLength);
      left -= part.byteLength;
      yield part;
    }
  }
}
