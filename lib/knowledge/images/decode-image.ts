import { decode } from "jpeg-js";
import { PNG } from "pngjs";
import { invalidInput, tooLarge } from "@/lib/platform/errors";
import { imageSize } from "./image-size";

export type Pixels = {
  width: number;
  height: number;
  /** Red, green, blue, opacity of each pixel, row after row, 0–255. */
  data: Uint8Array;
};

/** Largest picture that is decoded: 24 megapixels take 100 MB. */
export const MAX_PIXELS = 24_000_000;
const MAX_SIDE = 20_000;
/** What decoding a JPEG may hold beside its pixels, megabytes. */
const MAX_JPEG_MEMORY_MB = 600;

/**
 * Pixels of a PNG or JPEG. The size is read from the head first, so that a small file cannot unfold into gigabytes.
 * Throws `too_large` beyond 24 megapixels, `invalid_input` for what is damaged or another format.
 */
export function decodeImage(bytes: Uint8Array): Pixels {
  const { type, width, height } = imageSize(bytes);
  if (width * height > MAX_PIXELS || width > MAX_SIDE || height > MAX_SIDE) {
    throw tooLarge(
      `The picture has ${width} × ${height} pixels; at most ${MAX_PIXELS / 1_000_000} megapixels are read`,
    );
  }
  try {
    return type === "image/png" ? decodePng(bytes) : decodeJpeg(bytes);
  } catch (cause) {
    throw invalidInput("The picture is damaged and cannot be read: open it, save it again and send the copy", {
      cause,
    });
  }
}

function decodePng(bytes: Uint8Array): Pixels {
  return PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function decodeJpeg(bytes: Uint8Array): Pixels {
  return decode(bytes, {
    useTArray: true,
    maxResolutionInMP: MAX_PIXELS / 1_000_000,
    maxMemoryUsageInMB: MAX_JPEG_MEMORY_MB,
  });
}
