import type { Check } from "../check-schemas";
import { finalAnswer, folded, lastLine, lastNumber } from "./final-answer";
import type { Judgement } from "./judgement";

type CheckOf<Kind extends Check["kind"]> = Extract<Check, { kind: Kind }>;

const right = (reason: string): Judgement => ({ quality: 100, reason });
const wrong = (reason: string): Judgement => ({ quality: 0, reason });

/** Right when the final answer, or its last line, is one of the expected texts. */
export function judgeText({ expected }: { expected: readonly string[] }, answer: string): Judgement {
  const final = finalAnswer(answer);
  const said = new Set([folded(final), folded(lastLine(final)), folded(final.split("\n")[0] ?? "")]);
  return expected.some((text) => said.has(folded(text)))
    ? right("The answer is the expected one")
    : wrong(`Expected ${quoted(expected[0] ?? "")}, got ${quoted(lastLine(final) || final)}`);
}

export function judgeNumber({ expected, tolerance }: CheckOf<"numeric">, answer: string): Judgement {
  const said = lastNumber(finalAnswer(answer));
  if (said === null) return wrong(`Expected ${expected}, and the answer holds no number`);
  const allowed = tolerance ?? Math.max(1, Math.abs(expected)) * 1e-9;
  const distance = Math.abs(said - expected);
  // Doubles: a difference that is exactly the tolerance may come out a hair above it.
  return distance <= allowed * (1 + 1e-9)
    ? right(tolerance ? `${said} is within ${tolerance} of ${expected}` : `${said} is right`)
    : wrong(`Expected ${expected}, got ${said}`);
}

/** Right when the answer is the label, or names it and none of the others. */
export function judgeLabel({ expected, labels }: CheckOf<"label">, answer: string): Judgement {
  const final = finalAnswer(answer);
  const exact = labels.find((label) => folded(label) === folded(final));
  const named = exact === undefined ? namedLabels(final, labels) : [exact];
  if (named.length === 0) return wrong(`Expected ${quoted(expected)}, and the answer names no label`);
  if (named.length > 1) return wrong(`Names several labels: ${named.slice(0, 5).map(quoted).join(", ")}`);
  return folded(named[0]!) === folded(expected)
    ? right(`Labelled ${quoted(expected)}`)
    : wrong(`Expected ${quoted(expected)}, got ${quoted(named[0]!)}`);
}

/** Longest first, each taken out of the text, so that "refund" is not found in "refund request". */
function namedLabels(text: string, labels: readonly string[]): string[] {
  // A single letter counts only as it is written: "a" is an article, too.
  const letters = labels.filter((label) => label.length === 1 && wordOf(label).test(text));
  let rest = words(text);
  const named: string[] = [...letters];
  for (const label of labels.filter(({ length }) => length > 1).toSorted((a, b) => b.length - a.length)) {
    const without = rest.replaceAll(words(label), " ¦ ");
    if (without !== rest && words(label).trim() !== "") named.push(label);
    rest = without;
  }
  return named;
}

const wordOf = (letter: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}'])${letter.replace(/[^\p{L}\p{N}]/gu, "\\$&")}(?![\\p{L}\\p{N}'])`, "u");

/** The share of what had to be said; nothing when what must not be said is. */
export function judgeMentions({ all, none = [], maxWords }: CheckOf<"mentions">, answer: string): Judgement {
  const text = words(answer);
  const said = (spelling: string) => text.includes(words(spelling));
  const forbidden = none.find(said);
  if (forbidden !== undefined) return wrong(`Says ${quoted(forbidden)}, which is wrong here`);
  const count = text.trim() === "" ? 0 : text.trim().split(" ").length;
  if (maxWords !== undefined && count > maxWords) return wrong(`${count} words, at most ${maxWords} were allowed`);
  const missing = all.filter((spellings) => !spellings.some(said));
  return {
    quality: all.length === 0 ? 100 : (100 * (all.length - missing.length)) / all.length,
    reason:
      missing.length === 0
        ? "Says all that matters"
        : `Does not say ${missing.map((spellings) => quoted(spellings[0] ?? "")).join(", ")}`,
  };
}

/** Lower-case words with single spaces around each, so that parts of words do not match. */
const words = (text: string): string =>
  ` ${text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%€$.,+-]+/gu, " ")
    .replace(/[.,](?!\d)/gu, " ")
    .replace(/\s+/gu, " ")
    .trim()} `;

const quoted = (text: string): string => `"${text.length > 120 ? `${text.slice(0, 120)}…` : text}"`;
