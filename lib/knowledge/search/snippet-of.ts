/** Characters of a snippet, about. */
const LENGTH = 240;

const WORD = /[\p{L}\p{N}]+/gu;

/** Letters that a word and its other forms share, at least: `reset` and `resetting`. */
const STEM_LETTERS = 5;

/**
 * The part of a text that holds most different words of the question, about 240 characters, beginning and ending at
 * words; `…` marks where something was left out. A short text is given whole. Without any common word: the beginning.
 */
export function snippetOf(text: string, question: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat.length <= LENGTH) return flat;
  const asked = new Set([...question.matchAll(WORD)].map(([word]) => stemOf(word)));
  const words = [...flat.matchAll(WORD)].map((match) => ({ stem: stemOf(match[0]), at: match.index }));
  const hits = words.filter(({ stem }) => asked.has(stem));
  let best = { from: 0, count: 0 };
  for (const [index, { at }] of hits.entries()) {
    const within = new Set<string>();
    for (let next = index; next < hits.length && hits[next]!.at < at + LENGTH; next++) within.add(hits[next]!.stem);
    if (within.size > best.count) best = { from: at, count: within.size };
  }
  return cut(flat, Math.max(0, best.from - LENGTH / 6));
}

const stemOf = (word: string): string => word.toLowerCase().slice(0, STEM_LETTERS);

function cut(text: string, wanted: number): string {
  const last = Math.max(0, text.length - LENGTH);
  const from = wanted >= last ? wordStart(text, last) : wordStart(text, wanted);
  const end = from + LENGTH >= text.length ? text.length : wordEnd(text, from + LENGTH);
  return `${from > 0 ? "…" : ""}${text.slice(from, end).trim()}${end < text.length ? "…" : ""}`;
}

const wordStart = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf(" ", at) + 1);

function wordEnd(text: string, at: number): number {
  const space = text.lastIndexOf(" ", at);
  return space > at - LENGTH / 2 ? space : at;
}
