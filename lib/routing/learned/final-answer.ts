/** Longest text that is taken for a short answer as it stands, characters. */
const MAX_SHORT = 200;

/** Answers end with what they come to: earlier text is not read. */
const LAST_CHARACTERS = 20_000;

/** Where long answers say what they come to; the last match counts. */
const MARKERS = [
  /\\boxed\{([^{}]{1,200})\}/g,
  /"answer"\s{0,5}:\s{0,5}"?([^"\n}]{1,200})"?/gi,
  /(?:final answer|the answer is|answer)[ \t]{0,5}(?:is|:)?\s{0,5}[*_`$]{0,5}([^\n*_`$]{1,200})/gi,
  /####[ \t]{0,5}([^\n]{1,200})/g,
];

/**
 * What an answer comes to, so that answers of several models can be compared: a short text as it stands, of a long one
 * what it marks as its answer. Lower case, without markup and the full stop. null when a long text marks nothing.
 */
export function finalAnswer(text: string): string | null {
  const trimmed = text.slice(-LAST_CHARACTERS).trim();
  if (trimmed === "") return null;
  for (const marker of MARKERS) {
    const last = [...trimmed.matchAll(marker)].at(-1)?.[1];
    if (last !== undefined && normalised(last) !== "") return normalised(last);
  }
  return trimmed.length <= MAX_SHORT ? normalised(trimmed) || null : null;
}

const normalised = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[*_`$]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/[.,;]+$/, "")
    .trim();
