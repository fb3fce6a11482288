import type { Picture } from "./shrink-pixels";

/** The part of a picture that is looked at, and which of its pixels belong to the thing that is shown. */
export type Subject = {
  left: number;
  top: number;
  width: number;
  height: number;
  /** 1 for pixels of the subject, over the whole picture. */
  mask: Uint8Array;
};

/** Distance of colours (0–1.73) below which a pixel counts as background. */
const ALIKE = 0.12;
/** Share of the border that has to be alike for it to be a background. */
const PLAIN_BORDER = 0.85;

/**
 * Before a plain background, as in drawings and pictures of products, the subject is what differs from it; in any other
 * picture it is everything. So the same thing is the same, wherever it stands and however much is around it.
 */
export function findSubject(picture: Picture): Subject {
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
  const all = { ...whole, mask: new Uint8Array(picture.width * picture.height).fill(1) };
  const background = plainBackground(picture);
  if (!background) return all;
  const mask = new Uint8Array(picture.width * picture.height);
  let [left, top, right, bottom] = [picture.width, picture.height, -1, -1];
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      if (distance(picture, y * picture.width + x, background) < ALIKE) continue;
      mask[y * picture.width + x] = 1;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return right < 0 ? all : { left, top, width: right - left + 1, height: bottom - top + 1, mask };
}

/** The middle colour of the border, when most of the border has it. */
function plainBackground(picture: Picture): [number, number, number] | null {
  const border = borderOf(picture);
  const middle = (channel: number): number => {
    const values = border.map((at) => picture.rgb[at * 3 + channel]!).sort((one, other) => one - other);
    return values[values.length >> 1]!;
  };
  const background: [number, number, number] = [middle(0), middle(1), middle(2)];
  const alike = border.filter((at) => distance(picture, at, background) < ALIKE).length;
  return alike >= PLAIN_BORDER * border.length ? background : null;
}

function borderOf({ width, height }: Picture): number[] {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) border.push(y * width, y * width + width - 1);
  return border;
}

const distance = ({ rgb }: Picture, at: number, [red, green, blue]: readonly [number, number, number]): number =>
  Math.hypot(rgb[at * 3]! - red, rgb[at * 3 + 1]! - green, rgb[at * 3 + 2]! - blue);
