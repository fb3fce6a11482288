import { invalidInput } from "@/lib/platform/errors";

const ARRAY_TYPES = {
  int8: Int8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

type ArrayType = keyof typeof ARRAY_TYPES;
export type StoredArray = Int8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** A JSON header and named arrays of numbers. */
export type ArtefactContent = { header: Record<string, unknown>; arrays: Record<string, StoredArray> };

const MAGIC = "AIGYM-ML";
const PREFIX_BYTES = 16;
const ALIGNMENT = 8;

type Section = { name: string; type: ArrayType; length: number; offset: number };

/**
 * Layout, little-endian: 8 bytes magic, uint32 version, uint32 length of the header; the header as JSON, with a list
 * of the arrays; then the arrays, each aligned to 8 bytes, their offsets counted from the end of the padded header.
 */
export function writeArtefactFile(version: number, { header, arrays }: ArtefactContent): Uint8Array<ArrayBuffer> {
  const sections: Section[] = [];
  let size = 0;
  for (const [name, array] of Object.entries(arrays)) {
    sections.push({ name, type: typeOf(array), length: array.length, offset: size });
    size += aligned(array.byteLength);
  }
  const json = new TextEncoder().encode(JSON.stringify({ ...header, sections }));
  const start = aligned(PREFIX_BYTES + json.length);
  const bytes = new Uint8Array(start + size);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(8, version, true);
  view.setUint32(12, json.length, true);
  bytes.set(json, PREFIX_BYTES);
  for (const { name, offset } of sections) {
    const array = arrays[name]!;
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + offset);
  }
  return bytes;
}

/** Reads what `writeArtefactFile` wrote. Throws `invalid_input` when the bytes are anything else or were cut. */
export function readArtefactFile(version: number, bytes: Uint8Array): ArtefactContent {
  if (bytes.length < PREFIX_BYTES || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC) {
    throw damaged("it does not begin like one");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = view.getUint32(8, true);
  if (found !== version) {
    throw invalidInput(
      `This trained model has format ${found}, and this version of AI Gym reads format ${version}: train it again`,
    );
  }
  const headerEnd = PREFIX_BYTES + view.getUint32(12, true);
  if (headerEnd > bytes.length) throw damaged("its header is cut off");
  const { sections, ...header } = parseHeader(bytes.subarray(PREFIX_BYTES, headerEnd));
  const start = aligned(headerEnd);
  const arrays: Record<string, StoredArray> = {};
  for (const { name, type, length, offset } of sections) {
    const constructor = ARRAY_TYPES[type];
    const from = start + offset;
    const to = from + length * constructor.BYTES_PER_ELEMENT;
    if (to > bytes.length) throw damaged(`it ends in the middle of \`${name}\``);
    // A copy, because the array has to be aligned, and by `from`, because a Buffer's `slice` copies nothing.
    arrays[name] = new constructor(Uint8Array.from(bytes.subarray(from, to)).buffer);
  }
  return { header, arrays };
}

/** What is thrown for bytes that are no trained model, or no longer. */
export const damaged = (reason: string) => invalidInput(`The stored model is damaged: ${reason}. Train it again`);

function parseHeader(bytes: Uint8Array): Record<string, unknown> & { sections: Section[] } {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw damaged("its header is unreadable");
  }
  if (typeof header !== "object" || header === null || !("sections" in header) || !Array.isArray(header.sections)) {
    throw damaged("its header has no list of parts");
  }
  const { sections, ...rest } = header;
  if (!sections.every(isSection)) throw damaged("its list of parts is wrong");
  return { ...rest, sections };
}

function isSection(value: unknown): value is Section {
  if (typeof value !== "object" || value === null) return false;
  const { name, type, length, offset } = value as Partial<Record<keyof Section, unknown>>;
  const isCount = (number: unknown) => Number.isSafeInteger(number) && (number as number) >= 0;
  return (
    typeof name === "string" &&
    typeof type === "string" &&
    Object.hasOwn(ARRAY_TYPES, type) &&
    isCount(length) &&
    isCount(offset)
  );
}

function typeOf(array: StoredArray): ArrayType {
  for (const [type, constructor] of Object.entries(ARRAY_TYPES)) {
    if (array instanceof constructor) return type as ArrayType;
  }
  throw new Error("An array of this type cannot be stored");
}

const aligned = (size: number) => Math.ceil(size / ALIGNMENT) * ALIGNMENT;
