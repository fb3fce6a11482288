import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packTar, unpackTar, type TarEntry } from "./tar";

const entry = (name: string, content: Uint8Array | null, mode = 0o600): TarEntry => ({
  name,
  mode,
  size: content?.byteLength ?? 0,
  content: content && Readable.from([content]),
});

async function packed(entries: TarEntry[]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of packTar(Readable.from(entries))) parts.push(part);
  return Buffer.concat(parts);
}

async function unpacked(bytes: Uint8Array, chunkBytes = 1_000) {
  const chunks = Array.from({ length: Math.ceil(bytes.byteLength / chunkBytes) }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
  const found: { name: string; mode: number; content: Buffer | null }[] = [];
  for await (const { name, mode, content } of unpackTar(Readable.from(chunks))) {
    const parts: Uint8Array[] = [];
    for await (const part of content ?? []) parts.push(part);
    found.push({ name, mode, content: content && Buffer.concat(parts) });
  }
  return found;
}

describe("an archive", () => {
  it("gives back every file as it was, however it is cut into chunks", async () => {
    const part = fc.stringMatching(/^[a-z0-9_ü-]{1,40}$/);
    const file = fc.tuple(fc.array(part, { minLength: 1, maxLength: 4 }), fc.uint8Array({ maxLength: 2_000 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(file, { maxLength: 5 }),
        fc.integer({ min: 1, max: 3_000 }),
        async (files, chunkBytes) => {
          const entries = files.map(([parts, content]) => entry(parts.join("/"), content));
          const names = entries.map(({ name }) => name);
          fc.pre(names.every((name) => Buffer.byteLength(name) <= 100));
          const found = await unpacked(await packed(entries), chunkBytes);
          expect(found.map(({ name }) => name)).toEqual(names);
          found.forEach(({ content }, index) => expect(content).toEqual(Buffer.from(files[index]![1])));
        },
      ),
      { numRuns: 50 },
    );
  });

  it("keeps rights and empty folders, and names of up to 255 bytes", async () => {
    const long = `${"a".repeat(100)}/${"b".repeat(99)}`;
    const found = await unpacked(await packed([entry("empty", null, 0o700), entry(long, Buffer.from("x"), 0o640)]));
    expect(found).toEqual([
      { name: "empty", mode: 0o700, content: null },
      { name: long, mode: 0o640, content: Buffer.from("x") },
    ]);
  });

  it.each(["../outside", "/etc/passwd", "a/../../b", "a//b", "."])("is refused when it names %s", async (name) => {
    await expect(unpacked(await packed([entry(name, Buffer.from("x"))]))).rejects.toThrow("damaged");
  });

  it("is refused when it ends early or a byte of a header changed", async () => {
    const bytes = await packed([entry("a", Buffer.alloc(5_000, 1))]);
    for (const length of [100, 512, 3_000, bytes.byteLength - 1_024]) {
      await expect(unpacked(bytes.subarray(0, length))).rejects.toThrow("ends early");
    }
    bytes[10] = 7;
    await expect(unpacked(bytes)).rejects.toThrow("wrong sum");
  });
});
