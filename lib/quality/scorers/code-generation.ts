import { hasPythonShape, isBalanced } from "../code/balanced";
import { findCode, type FoundCode } from "../code/find-code";
import { weighted, type Judgement } from "../dimensions/weighted";
import { listed, plateau, ramp } from "../scale";
import type { Deduction } from "../schemas";
import type { Evidence, Scorer } from "../scorer";
import { readText, type Text } from "../text/read-text";

/** Code: whether it passes its tests, and as far as that is unknown, whether it looks as if it could. */
export const codeGeneration: Scorer = {
  version: 1,
  exempt: ["copied_prompt", "keyword_list", "other_language", "repetition", "shouting", "placeholder"],
  warnings(evidence) {
    const found = findCode(evidence.output.raw);
    if (!found) return [];
    if (found.language === "python")
      return ["Python was not executed, only looked at: the sandbox runs JavaScript and TypeScript"];
    if (found.language === "other") return ["The code was not executed: the sandbox runs JavaScript and TypeScript"];
    return evidence.code?.tests.length ? [] : ["The code was not executed: there are no tests"];
  },
  deductions: (evidence) => (findCode(evidence.output.raw) ? [] : [NO_CODE]),
  dimensions(evidence) {
    const found = findCode(evidence.output.raw);
    return weighted({
      tests: [1.6, tests(evidence)],
      syntax: [0.25, syntax(found, evidence)],
      completeness: [0.3, found ? completeness(found.code, evidence) : NOTHING],
      fit: [0.3, found ? fit(found.code, evidence) : NOTHING],
      structure: [0.15, found ? structure(found) : NOTHING],
    });
  },
};

const NOTHING: Judgement = { score: 0, reason: "There is no code" };
const NO_CODE: Deduction = { name: "no_code", factor: 0.3, reason: "The answer holds no code" };

function tests({ code }: Evidence): Judgement {
  if (!code || code.tests.length === 0) return null;
  const failures = code.tests.filter(({ isPassed }) => !isPassed);
  const [first] = failures;
  return {
    score: (100 * (code.tests.length - failures.length)) / code.tests.length,
    reason: first
      ? `${failures.length} of ${code.tests.length} tests fail; \`${first.name}\` ${first.fault}`
      : `All ${code.tests.length} tests pass`,
  };
}

function syntax(found: FoundCode | null, { code }: Evidence): Judgement {
  if (!found) return NOTHING;
  if (code) {
    return code.syntaxError ? { score: 0, reason: code.syntaxError } : { score: 100, reason: "Read without an error" };
  }
  const comment =
    found.language === "python" ? "#" : /^\s*(?:select|with|insert|update|create)\b/iu.test(found.code) ? "--" : "//";
  const isWhole = isBalanced(found.code, comment) && (found.language !== "python" || hasPythonShape(found.code));
  return isWhole
    ? { score: 100, reason: "Brackets and blocks close" }
    : { score: 0, reason: "A bracket, text or block is left open" };
}

const GAPS =
  /\b(?:todo|fixme)\b|your code here|implement(?:ation)? (?:this|here|goes here|me|later)|not implemented|notimplementederror|rest of (?:the )?code|^[ \t]*(?:\.\.\.|…)[ \t]*$|(?:\/\/|#)\s*(?:\.\.\.|…|add (?:your )?(?:logic|code)|etc)|^[ \t]*pass[ \t]*$/gimu;

/** No gaps, and enough of it to do something. */
function completeness(code: string, { input }: Evidence): Judgement {
  const gaps = [...new Set(code.match(GAPS) ?? [])].map((gap) => gap.trim());
  const statements = code
    .split(/\n|;/u)
    .filter((line) => /[\p{L}\d]/u.test(line) && !/^\s*(?:\/\/|#|--|\*)/u.test(line)).length;
  const expected = input && input.words.length > 25 ? 6 : 3;
  const givesBack = /\breturn\b|=>\s*[^{\s]|\bprint\b|console\.log|\byield\b|\bselect\b|\bexport\b|\bresolve\(/iu.test(
    code,
  );
  return {
    score: Math.max(0, ramp(statements, 0, expected) * (givesBack ? 1 : 0.4) - 45 * gaps.length),
    reason:
      gaps.length > 0
        ? `Left open: ${listed(gaps, 2)}`
        : `${statements} statements${givesBack ? "" : ", none of which gives anything back"}`,
  };
}

const NAMED = /`([A-Za-z_$][\w$]{1,40})(?:\([^`]*\))?`|\b([a-z_$]{1,40}[A-Z_][\w$]{0,40})\b|\b([a-z_$][\w$]{2,40})\(/gu;

/** More of them are a listing rather than a wish, and each is a search through the code. */
const MOST_NAMES = 100;

/** Names that the question gives, and its words in the code's names and comments. */
function fit(code: string, { input }: Evidence): Judgement {
  if (!input) return null;
  const wanted = [...new Set([...input.raw.matchAll(NAMED)].map((match) => match[1] ?? match[2] ?? match[3]!))].slice(
    0,
    MOST_NAMES,
  );
  const missing = wanted.filter(
    (name) => !new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`, "u").test(code),
  );
  const named = wanted.length === 0 ? null : (100 * (wanted.length - missing.length)) / wanted.length;
  const spoken = wordsOf(code);
  const topics = [...input.vocabulary];
  const found = topics.filter((topic) => spoken.vocabulary.has(topic)).length;
  const topical = topics.length < 3 ? null : ramp(found / Math.min(topics.length, 10), 0, 0.4);
  if (named === null && topical === null) return null;
  return {
    score: named === null ? topical! : topical === null ? named : 0.6 * named + 0.4 * topical,
    reason:
      missing.length > 0
        ? `Not defined or used: ${listed(missing)}`
        : `Speaks of ${found} of the question's ${topics.length} topics`,
  };
}

/** camelCase and snake_case as words. */
const wordsOf = (code: string): Text => readText(code.replace(/([a-z0-9])([A-Z])/gu, "$1 $2").replace(/[_$]/gu, " "));

function structure({ code, isFenced }: FoundCode): Judgement {
  const lines = code.split("\n").filter((line) => line.trim() !== "");
  const longest = Math.max(...lines.map((line) => line.length));
  const lineScore = ramp(longest, 240, 120);
  const sizeScore = plateau(lines.length, { zeroBelow: 0, low: 2, high: 200, zeroAbove: 1_000 });
  const names = code.match(/\b(?:const|let|var|def|function)\s+([A-Za-z_$][\w$]*)/gu) ?? [];
  const short = names.filter((name) => /\s[A-Za-z_$]\d?$/u.test(name)).length;
  const nameScore = names.length === 0 ? 70 : 100 - (60 * short) / names.length;
  return {
    score: 0.3 * lineScore + 0.2 * sizeScore + 0.35 * nameScore + 0.15 * (isFenced ? 100 : 60),
    reason: `${lines.length} lines${short > 0 ? `, ${short} names of one letter` : ""}${isFenced ? "" : ", not in a code fence"}`,
  };
}
