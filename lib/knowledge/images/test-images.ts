import { encode } from "jpeg-js";
import { PNG } from "pngjs";
import type { Pixels } from "./decode-image";

export type Colour = readonly [number, number, number];
export const RED: Colour = [210, 40, 40];
export const BLUE: Colour = [40, 60, 200];
const WHITE: Colour = [255, 255, 255];

type Shape = (x: number, y: number) => boolean;
type Drawing = { side?: number; shape: Shape; colour: Colour; background?: Colour };

/** Shapes in a picture whose sides are 1 long. */
export const circle =
  (x: number, y: number, radius: number): Shape =>
  (px, py) =>
    Math.hypot(px - x, py - y) <= radius;
export const square =
  (x: number, y: number, half: number): Shape =>
  (px, py) =>
    Math.max(Math.abs(px - x), Math.abs(py - y)) <= half;
export const triangle =
  (x: number, y: number, half: number): Shape =>
  (px, py) =>
    py <= y + half && py >= y - half && Math.abs(px - x) <= (py - (y - half)) / 2;

export function draw({ side = 120, shape, colour, background = WHITE }: Drawing): Pixels {
  const data = new Uint8Array(side * side * 4);
  for (let at = 0; at < side * side; at++) {
    const isIn = shape(((at % side) + 0.5) / side, (Math.floor(at / side) + 0.5) / side);
    data.set([...(isIn ? colour : background), 255], at * 4);
  }
  return { width: side, height: side, data };
}

export function toPng({ width, height, data }: Pixels): Buffer {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data);
  return PNG.sync.write(png);
}

export const toJpeg = ({ width, height, data }: Pixels, quality = 80): Buffer =>
  encode({ width, height, data }, quality).data;
