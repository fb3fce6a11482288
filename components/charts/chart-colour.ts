/** Number of hues in globals.css, chosen to stay apart for colour-blind readers. */
const HUES = 8;

/** Dash patterns of lines, the second cue beside colour. None is dotted: dots mean a bucket that still grows. */
const DASHES = [undefined, "6 3", "9 3 2 3", "14 4", "4 3", "14 3 3 3", "9 3 2 3 2 3", "20 6"] as const;

/** The colour that belongs to an entity (a model slug, a task) wherever it is drawn. */
export function chartColour(key: string): string {
  return colourOfHue(hueOf(key));
}

export type SeriesLook = { colour: string; dash: string | undefined };

/**
 * Colours for series that appear together. Each takes its own hue when it is free; of two that want the same, the
 * first in alphabetical order keeps it and the other takes the next free one. The order of `keys` has no influence.
 * The n-th series in alphabetical order takes the n-th dash pattern.
 */
export function assignLooks(keys: readonly string[]): Map<string, SeriesLook> {
  const taken = new Set<number>();
  const looks = new Map<string, SeriesLook>();
  [...new Set(keys)].sort().forEach((key, index) => {
    let hue = hueOf(key);
    while (taken.size < HUES && taken.has(hue)) hue = (hue + 1) % HUES;
    taken.add(hue);
    looks.set(key, { colour: colourOfHue(hue), dash: DASHES[index % DASHES.length] });
  });
  return looks;
}

const colourOfHue = (hue: number) => `var(--chart-${hue + 1})`;

/** FNV-1a, 32 bit: spreads similar names well. */
function hueOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % HUES;
}
