/** Numbers as base64 of their bytes, little-endian as on every machine that Node runs on. */
export function numbersToText(numbers: Float32Array | Int8Array | Uint16Array | Uint32Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString("base64");
}

/** What `numbersToText` wrote, by the constructor that it was written from. Throws a `RangeError` for cut bytes. */
export function textToNumbers<T>(
  text: string,
  constructor: { new (buffer: ArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
): T {
  // A copy, because a small Buffer is a part of a larger one, and not aligned.
  return new constructor(Uint8Array.from(Buffer.from(text, "base64")).buffer);
}
