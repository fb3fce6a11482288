/** Colours in globals.css: eight hues that stay apart for colour-blind readers, then a second shade of each. */
const HUES = 8;
const SLOTS = 16;

/** Dash patterns of lines, the second cue beside colour. None is dotted: dots mean a bucket that still grows. */
const DASHES = [undefined, "6 3", "9 3 2 3", "14 4", "4 3", "14 3 3 3", "9 3 2 3 2 3", "20 6"] as const;

/** Which colour belongs to which of the series that every page knows: the models in use. */
export type KnownColours = ReadonlyMap<string, number>;

export const NO_KNOWN_COLOURS: KnownColours = new Map();

/**
 * Gives each of `keys` a colour of its own, the earlier ones first: the hue of its name when that is free, else the
 * next free one, else a second shade. Later keys never move earlier ones. Beyond sixteen colours repeat.
 */
export function knownColours(keys: readonly string[]): KnownColours {
  const slots = new Map<string, number>();
  for (const key of keys) slots.set(key, freeSlot(hueOf(key), new Set(slots.values())));
  return slots;
}

/** The colour that belongs to an entity (a model slug, a task) wherever it is drawn. */
export const chartColour = (key: string, known: KnownColours): string => colourOfSlot(known.get(key) ?? hueOf(key));

export type SeriesLook = { colour: string; dash: string | undefined };

/**
 * Looks of series that appear together. Known ones keep their colour; each other takes its own hue when it is free
 * here, else the next free one, in alphabetical order. The order of `keys` has no influence. No two of up to sixteen
 * share a colour. The n-th series in alphabetical order takes the n-th dash pattern.
 */
export function assignLooks(keys: readonly string[], known: KnownColours): Map<string, SeriesLook> {
  const sorted = [...new Set(keys)].sort();
  const slots = new Map<string, number>();
  const take = (key: string, wanted: number) => slots.set(key, freeSlot(wanted, new Set(slots.values())));
  for (const key of sorted) {
    const slot = known.get(key);
    if (slot !== undefined) take(key, slot);
  }
  for (const key of sorted) if (!slots.has(key)) take(key, hueOf(key));
  return new Map(
    sorted.map((key, index) => [
      key,
      { colour: colourOfSlot(slots.get(key) ?? 0), dash: DASHES[index % DASHES.length] },
    ]),
  );
}

/** `wanted` when it is free; else the next free hue; else the next free shade; else `wanted` again. */
function freeSlot(wanted: number, taken: ReadonlySet<number>): number {
  const hue = wanted % HUES;
  const hues = Array.from({ length: HUES }, (_, step) => (hue + step) % HUES);
  const order = [wanted, ...hues, ...hues.map((one) => one + HUES)];
  return taken.size >= SLOTS ? wanted : (order.find((slot) => !taken.has(slot)) ?? wanted);
}

const colourOfSlot = (slot: number) => `var(--chart-${slot + 1})`;

/** FNV-1a, 32 bit: spreads similar names well. */
function hueOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % HUES;
}
