import { readNumbers } from "../text/read-numbers";
import { splitWords } from "../text/split-text";
import { foldWord } from "../text/stem";
import type { Field } from "./list-fields";

/** How alike two values are, 0–1: equal without case, accents and spelling of numbers; else what two texts share (F1), from 0.5 on. */
export function sameValue(one: Field["value"], other: Field["value"]): number {
  if (one === other) return 1;
  if (one === null || other === null) return 0;
  const [left, right] = [foldedWords(one), foldedWords(other)];
  if (left.join(" ") === right.join(" ")) return 1;
  if (isNumeric(one) && isNumeric(other)) return readNumbers(String(one))[0] === readNumbers(String(other))[0] ? 1 : 0;
  const known = new Set(right);
  const shared = left.filter((word) => known.has(word)).length;
  const f1 = (2 * shared) / Math.max(1, left.length + right.length);
  return f1 >= 0.5 ? f1 : 0;
}

const foldedWords = (value: string | number | boolean): string[] => splitWords(String(value)).map(foldWord);

const isNumeric = (value: string | number | boolean): boolean =>
  typeof value === "number" || (/\d/u.test(String(value)) && (String(value).match(/\p{L}/gu)?.length ?? 0) <= 3);
