import type { Pixels } from "./decode-image";
import { COLOUR_BINS, colourHistogram } from "./colour-histogram";
import { EDGE_BINS, edgeHistogram } from "./edge-histogram";
import { findSubject } from "./find-subject";
import { shrinkPixels } from "./shrink-pixels";

export const IMAGE_FINGERPRINT_DIMENSIONS = COLOUR_BINS + EDGE_BINS;

/** Share of colour in the similarity; the rest is shape. */
const COLOUR_SHARE = 0.5;

/**
 * The fingerprint of a picture: a vector of length 1 without negative entries, so that it can be kept and searched like an
 * embedding. The product of two is their similarity, 0–1; see `imageSimilarity`.
 */
export function describePixels(pixels: Pixels): Float32Array {
  const picture = shrinkPixels(pixels);
  const subject = findSubject(picture);
  const colour = unit(colourHistogram(picture, subject).map(Math.sqrt));
  const edges = unit(edgeHistogram(picture, subject));
  const fingerprint = new Float32Array(IMAGE_FINGERPRINT_DIMENSIONS);
  fingerprint.set(colour.map((value) => value * Math.sqrt(COLOUR_SHARE)));
  fingerprint.set(
    edges.map((value) => value * Math.sqrt(1 - COLOUR_SHARE)),
    COLOUR_BINS,
  );
  return fingerprint;
}

function unit(values: Float32Array): Float32Array {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? values : values.map((value) => value / length);
}
