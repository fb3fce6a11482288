import { invalidInput } from "@/lib/platform/errors";

export type ImageSize = { type: "image/png" | "image/jpeg"; width: number; height: number };

const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Format and size of a picture by its own head, whatever it is called. Throws `invalid_input` for other formats. */
export function imageSize(bytes: Uint8Array): ImageSize {
  const size = pngSize(bytes) ?? jpegSize(bytes);
  if (!size) throw invalidInput("The file is no picture that can be read: send PNG or JPEG");
  if (size.width === 0 || size.height === 0) throw invalidInput("The picture is empty: it has no pixels");
  return size;
}

/** The first chunk of a PNG holds its size (PNG specification, 11.2.1). */
function pngSize(bytes: Uint8Array): ImageSize | null {
  if (bytes.byteLength < 24 || PNG_SIGNATURE.some((byte, at) => bytes[at] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { type: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

/** Segments of a JPEG up to its frame header, which holds the size (ITU T.81, B.2.2). */
function jpegSize(bytes: Uint8Array): ImageSize | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 <= bytes.byteLength) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) {
      return { type: "image/jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    } else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Start of frame, in any way of coding; C4, C8 and CC are tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
