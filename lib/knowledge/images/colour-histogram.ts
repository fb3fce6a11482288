import type { Subject } from "./find-subject";
import type { Picture } from "./shrink-pixels";

const HUES = 12;
const LIGHTNESSES = 2;
const GREYS = 5;
export const COLOUR_BINS = HUES * LIGHTNESSES + GREYS;

/**
 * Shares of the colours of a subject, in sum 1: twelve hues, dark and light, and five greys. A pixel counts as colour by
 * its saturation times value and as grey by the rest, because the hue of a pale or dark pixel is noise; it is shared between
 * neighbouring bins, so that a small change of light does not change everything.
 */
export function colourHistogram({ rgb }: Picture, { mask }: Subject): Float32Array {
  const bins = new Float32Array(COLOUR_BINS);
  let count = 0;
  for (let at = 0; at < mask.length; at++) {
    if (!mask[at]) continue;
    count += 1;
    const { hue, chroma, value } = toHsv(rgb[at * 3]!, rgb[at * 3 + 1]!, rgb[at * 3 + 2]!);
    const light = Math.min(1, Math.max(0, (value - 0.35) / 0.5));
    for (const [bin, share] of between(hue * HUES, HUES, true)) {
      bins[bin]! += share * chroma * (1 - light);
      bins[HUES + bin]! += share * chroma * light;
    }
    for (const [bin, share] of between(value * (GREYS - 1), GREYS, false)) {
      bins[HUES * LIGHTNESSES + bin]! += share * (1 - chroma);
    }
  }
  return bins.map((sum) => sum / Math.max(1, count));
}

/** The two bins around a place with the share of each. */
function between(place: number, bins: number, isRing: boolean): [number, number][] {
  const low = Math.floor(place);
  const share = place - low;
  const wrap = (bin: number) => (isRing ? bin % bins : Math.min(bins - 1, bin));
  return [
    [wrap(low), 1 - share],
    [wrap(low + 1), share],
  ];
}

/** Hue on a ring 0–1, value 0–1 (Smith 1978), and chroma, which is saturation times value. */
function toHsv(red: number, green: number, blue: number): { hue: number; chroma: number; value: number } {
  const value = Math.max(red, green, blue);
  const chroma = value - Math.min(red, green, blue);
  if (chroma === 0) return { hue: 0, chroma, value };
  const sixth =
    value === red ? (green - blue) / chroma : value === green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
  return { hue: ((sixth + 6) % 6) / 6, chroma, value };
}
