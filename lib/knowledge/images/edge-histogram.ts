import type { Subject } from "./find-subject";
import type { Picture } from "./shrink-pixels";

const CELLS = 4;
const DIRECTIONS = 8;
/** One more for pictures without any edge. */
export const EDGE_BINS = CELLS * CELLS * DIRECTIONS + 1;

/** Differences of brightness below are noise, 0–1. */
const FAINT = 0.04;

/**
 * Where on the subject edges run, and in which direction (histograms of oriented gradients, Dalal and Triggs 2005): four
 * by four cells of eight directions each, weighted by strength and shared between neighbouring cells and directions.
 */
export function edgeHistogram(picture: Picture, subject: Subject): Float32Array {
  const bins = new Float32Array(EDGE_BINS);
  const light = brightness(picture);
  const at = (x: number, y: number): number =>
    light[Math.min(picture.height - 1, Math.max(0, y)) * picture.width + Math.min(picture.width - 1, Math.max(0, x))]!;
  let total = 0;
  // One pixel more on each side: the outline of a subject lies between it and the background.
  for (let y = subject.top - 1; y <= subject.top + subject.height; y++) {
    for (let x = subject.left - 1; x <= subject.left + subject.width; x++) {
      const right = at(x + 1, y) - at(x - 1, y);
      const down = at(x, y + 1) - at(x, y - 1);
      const strength = Math.hypot(right, down);
      if (strength < FAINT) continue;
      total += strength;
      const turn = ((Math.atan2(down, right) / Math.PI + 1) % 1) * DIRECTIONS;
      const column = ((x - subject.left + 0.5) / subject.width) * CELLS - 0.5;
      const row = ((y - subject.top + 0.5) / subject.height) * CELLS - 0.5;
      spread(bins, { column, row, turn, strength });
    }
  }
  if (total === 0) bins[EDGE_BINS - 1] = 1;
  return bins;
}

type Edge = { column: number; row: number; turn: number; strength: number };

function spread(bins: Float32Array, { column, row, turn, strength }: Edge): void {
  for (const [y, byRow] of neighbours(row)) {
    for (const [x, byColumn] of neighbours(column)) {
      for (const [direction, byTurn] of neighbours(turn)) {
        const cell = clamp(y) * CELLS + clamp(x);
        bins[cell * DIRECTIONS + (direction % DIRECTIONS)]! += strength * byRow * byColumn * byTurn;
      }
    }
  }
}

function neighbours(place: number): [number, number][] {
  const low = Math.floor(place);
  return [
    [low, 1 - (place - low)],
    [low + 1, place - low],
  ];
}

const clamp = (cell: number): number => Math.min(CELLS - 1, Math.max(0, cell));

/** Luma of each pixel, 0–1 (ITU-R BT.601). */
function brightness({ rgb, width, height }: Picture): Float32Array {
  return Float32Array.from(
    { length: width * height },
    (_, at) => 0.299 * rgb[at * 3]! + 0.587 * rgb[at * 3 + 1]! + 0.114 * rgb[at * 3 + 2]!,
  );
}
