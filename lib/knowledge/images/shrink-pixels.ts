import type { Pixels } from "./decode-image";

/** A picture of small size: red, green and blue, 0–1, row after row. Transparent parts show white. */
export type Picture = { width: number; height: number; rgb: Float32Array };

/** Longest side of what is looked at: enough for colours and outlines, and the same for photo and thumbnail. */
const SIDE = 96;

/** Every pixel of the result is the mean of those that fall into it. Small pictures keep their size. */
export function shrinkPixels({ width, height, data }: Pixels): Picture {
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const small = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const rgb = new Float32Array(small.width * small.height * 3);
  const counts = new Uint32Array(small.width * small.height);
  for (let y = 0; y < height; y++) {
    const row = Math.min(small.height - 1, Math.floor((y * small.height) / height)) * small.width;
    for (let x = 0; x < width; x++) {
      const to = row + Math.min(small.width - 1, Math.floor((x * small.width) / width));
      const from = (y * width + x) * 4;
      const opacity = data[from + 3]! / 255;
      counts[to]! += 1;
      for (let channel = 0; channel < 3; channel++) {
        rgb[to * 3 + channel]! += 1 - opacity + (opacity * data[from + channel]!) / 255;
      }
    }
  }
  for (let at = 0; at < rgb.length; at++) rgb[at]! /= counts[Math.floor(at / 3)]!;
  return { ...small, rgb };
}
