import { pickFrom } from "./pick-from";

/** A sentence with gaps, `{name}`, and what may stand in them. */
export type Slots = Readonly<Record<string, readonly string[]>>;

const GAP = /\{([a-zA-Z0-9]+)\}/gu;

/** Fills every gap with one of its words. Throws for a gap that has none. */
export function fillFrame(frame: string, slots: Slots, random: () => number): string {
  return frame.replace(GAP, (_, name: string) => {
    const words = slots[name];
    if (!words) throw new Error(`The frame "${frame}" has a gap without words: ${name}`);
    return pickFrom(words, random);
  });
}
