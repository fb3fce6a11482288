/** Segmented at once: `Intl.Segmenter` takes time with the square of the length. */
const STRETCH_LENGTH = 2_000;

type Segment = {
  segment: string;
  index: number;
  /** Longer than 2,000 units and cut apart: what follows still belongs to it. */
  isCut: boolean;
};

/** Segments of a text of any length in time proportional to it. */
export function* segmentText(segmenter: Intl.Segmenter, text: string): Generator<Segment> {
  let from = 0;
  while (from < text.length) {
    const stretch = wholeSigns(text, from);
    const isLast = from + stretch.length === text.length;
    let next = from;
    let held: Segment | null = null;
    for (const { segment, index } of segmenter.segment(stretch)) {
      if (held) yield held;
      held = { segment, index: from + index, isCut: false };
      next = held.index;
    }
    // What stands at the end of a stretch may go on behind it, so the next stretch begins with it.
    if (held && (isLast || next === from)) {
      yield { ...held, isCut: !isLast };
      next += held.segment.length;
    }
    from = next;
  }
}

/** A stretch that ends between two code points. */
function wholeSigns(text: string, from: number): string {
  const stretch = text.slice(from, from + STRETCH_LENGTH);
  const isCut = from + stretch.length < text.length && /[\ud800-\udbff]$/.test(stretch);
  return isCut ? stretch.slice(0, -1) : stretch;
}
