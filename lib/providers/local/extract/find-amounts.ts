import type { Finding } from "./finding";

export type Money = { amount: number; currency: string };

const SIGNS: Readonly<Record<string, string>> = {
  "€": "EUR",
  $: "USD",
  "£": "GBP",
  "¥": "JPY",
  "₹": "INR",
  "₽": "RUB",
};
const NAMES: Readonly<Record<string, string>> = {
  euro: "EUR",
  euros: "EUR",
  dollar: "USD",
  dollars: "USD",
  pound: "GBP",
  pounds: "GBP",
  franken: "CHF",
  francs: "CHF",
  crowns: "SEK",
  kr: "SEK",
  yen: "JPY",
};
const CODES = "EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CZK|CAD|AUD|INR|RUB";
const NUMBER = String.raw`\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?`;
const BEFORE = new RegExp(String.raw`(?<![\w])(${CODES}|[€$£¥₹₽])\s?(${NUMBER})(?![\d])(?:,-)?`, "g");
const AFTER = new RegExp(
  String.raw`(?<![\d.,])(${NUMBER})\s?(?:(${CODES})\b|([€$£¥₹₽])|(${Object.keys(NAMES).join("|")})\b)`,
  "gi",
);
const PLAIN =
  /(?<![\p{L}\p{N}.,:/#-])(\d{1,3}(?:[,.]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?![\p{L}\p{N}]|[.,:/-]\d)(\s?%|\s(?:per cent|percent|prozent)\b)?/giu;

/** Sums of money. A currency that is not named is not guessed. */
export function findMoney(text: string): Finding<Money>[] {
  const before = [...text.matchAll(BEFORE)].map((match) => toMoney(match, match[2]!, match[1]!));
  const taken = before.map(({ start, end }) => [start, end] as const);
  const after = [...text.matchAll(AFTER)]
    .map((match) => toMoney(match, match[1]!, match[2] ?? match[3] ?? match[4]!))
    .filter(({ start, end }) => !taken.some(([from, to]) => start < to && end > from));
  return [...before, ...after].sort((one, other) => one.start - other.start);
}

function toMoney(match: RegExpMatchArray, digits: string, name: string): Finding<Money> {
  const currency = SIGNS[name] ?? NAMES[name.toLowerCase()] ?? name.toUpperCase();
  return { value: { amount: readNumber(digits), currency }, start: match.index!, end: match.index! + match[0].length };
}

/** Numbers that stand alone, not parts of dates, codes or versions. */
export function findNumbers(text: string): Finding<number>[] {
  return [...text.matchAll(PLAIN)].map((match) => ({
    value: readNumber(match[1]!),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Numbers with a per cent sign or word, as the number before it. */
export function findPercentages(text: string): Finding<number>[] {
  return [...text.matchAll(PLAIN)]
    .filter((match) => match[2] !== undefined)
    .map((match) => ({ value: readNumber(match[1]!), start: match.index, end: match.index + match[0].length }));
}

/** Of two kinds of separators the last is the decimal one; a single one is when it leaves other than three digits. */
function readNumber(digits: string): number {
  const compact = digits.replace(/['\u00a0\u202f ]/g, "");
  const last = Math.max(compact.lastIndexOf("."), compact.lastIndexOf(","));
  if (last === -1) return Number(compact);
  const separators = compact.match(/[.,]/g)!;
  const isDecimal = new Set(separators).size === 2 || (separators.length === 1 && compact.length - last - 1 !== 3);
  const whole = compact.slice(0, last).replace(/[.,]/g, "");
  return isDecimal ? Number(`${whole}.${compact.slice(last + 1)}`) : Number(compact.replace(/[.,]/g, ""));
}
