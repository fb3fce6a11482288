const LONGEST = 200;

/**
 * A final answer in a form in which equal answers are equal text: case, blanks, dollar signs, a final full stop and the
 * ways to write a number do not count. null = no answer, or one too long to be a final answer: it agrees with nothing.
 */
export function comparableAnswer(answer: string | null | undefined): string | null {
  if (!answer || answer.length > LONGEST) return null;
  const text = answer
    .toLowerCase()
    .replaceAll(/[\s$\\]/gu, "")
    .replace(/\.$/, "");
  if (text === "") return null;
  if (!/^[+-]?[\d,]*\.?\d+$/.test(text)) return text;
  const number = Number(text.replaceAll(",", ""));
  return Number.isFinite(number) ? String(Number(number.toFixed(6))) : text;
}
