import type { Text } from "./read-text";

export type SalientStem = { stem: string; weight: number };

const MOST = 30;

/** What a text dwells on, weightiest first: content that it repeats, says early, or writes as a name or number. */
export function salientStems(text: Text): SalientStem[] {
  const facts = new Set([...text.names.map((name) => name.slice(0, 5)), ...text.numbers]);
  const counts = new Map<string, { count: number; first: number }>();
  text.contentStems.forEach((stem, at) => {
    const entry = counts.get(stem);
    if (entry) entry.count++;
    else counts.set(stem, { count: 1, first: at });
  });
  const half = text.contentStems.length / 2;
  return [...counts]
    .map(([stem, { count, first }]) => ({
      stem,
      weight: Math.min(4, count) + (facts.has(stem) ? 1 : 0) + (first < half ? 0.3 : 0),
    }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, Math.min(MOST, Math.ceil(counts.size / 2)));
}
