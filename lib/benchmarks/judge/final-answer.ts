const MARKER = /(?:^|\n)[\s*_#>-]*(?:final\s+)?answer\s*(?:is)?\s*[:=]\s*/giu;

/**
 * What an answer comes to: what stands in the last `\boxed{…}`, else after the last "Answer:", else all of it. Marks of
 * emphasis are left out.
 */
export function finalAnswer(answer: string): string {
  const boxed = [...answer.matchAll(/\\boxed\{([^{}]*)\}/gu)].at(-1)?.[1];
  if (boxed !== undefined) return plain(boxed);
  const marker = [...answer.matchAll(MARKER)].at(-1);
  return plain(marker ? answer.slice(marker.index + marker[0].length) : answer);
}

/** Its last line that holds anything. */
export const lastLine = (text: string): string =>
  plain(
    text
      .split("\n")
      .filter((line) => /[\p{L}\p{N}]/u.test(line))
      .at(-1) ?? "",
  );

/** Without case, quotes and punctuation at the ends, and with single spaces. */
export const folded = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’‘]/gu, "'")
    .replace(/\s+/gu, " ")
    .replace(/^[\s"'“”„«»`.,;:!?()[\]]+|[\s"'“”„«»`.,;:!?()[\]]+$/gu, "");

const plain = (text: string): string => text.replace(/[*`]|\$(?!\d)/gu, "").trim();

const NUMBER = /[-−–]?\s?\d(?:[\d,'\u00a0\u202f ]*\d)?(?:\.\d+)?(?:e[+-]?\d+)?(?:\s*\/\s*\d+(?:\.\d+)?)?/giu;

/** The last number of a text, fractions worked out, or null. Thousands may be parted by commas, spaces or apostrophes. */
export function lastNumber(text: string): number | null {
  const spelled = [...text.matchAll(NUMBER)].at(-1);
  if (!spelled) return null;
  // A dash between two words or numbers ("7-9", "step - 3") parts; only one that begins the number is a sign.
  const isRange = /[\p{L}\p{N}]\s?$/u.test(text.slice(0, spelled.index));
  const compact = (isRange ? spelled[0].replace(/^[-−–]/u, "") : spelled[0])
    .replace(/[−–]/gu, "-")
    .replace(/[,'\s\u00a0\u202f]/gu, "");
  const [above, below] = compact.split("/").map(Number);
  const value = below === undefined ? above! : above! / below;
  return Number.isFinite(value) ? value : null;
}
