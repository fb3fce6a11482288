import { weighted, type Judgement } from "../dimensions/weighted";
import { checkSchema } from "../json/check-schema";
import { findJson, type FoundJson } from "../json/find-json";
import { isStated, listFields, type Field } from "../json/list-fields";
import { sameValue } from "../json/same-value";
import { listed, ramp } from "../scale";
import { groundOf, type Evidence, type Scorer } from "../scorer";
import { readNumbers } from "../text/read-numbers";
import type { Text } from "../text/read-text";
import { splitWords } from "../text/split-text";
import { stem } from "../text/stem";

/**
 * Fields read out of a text. With a reference: precision and recall of the fields; without: whether the values stand in
 * the source, and whether the asked fields are there.
 */
export const dataExtraction: Scorer = {
  version: 1,
  exempt: ["copied_prompt", "keyword_list", "other_language", "repetition", "shouting"],
  warnings: ({ reference, input, context }) =>
    reference === undefined
      ? [
          `Without \`reference\`, ${input || context ? "values were looked up in the source" : "only the form was judged"}`,
        ]
      : [],
  dimensions(evidence) {
    const { reference, schema, output } = evidence;
    const found = findJson(output.raw);
    const fields = found ? listFields(found.value).filter(isStated) : [];
    const expected = reference === undefined ? null : listFields(reference).filter(isStated);
    const ground = groundOf(evidence);
    return weighted({
      form: [0.2, form(found)],
      schema: [0.15, schema ? (found ? conformity(found.value, schema) : NOTHING) : null],
      precision: [0.3, expected && precision(fields, expected)],
      recall: [0.35, expected && recall(fields, expected)],
      grounded: [0.4, !expected && ground.length > 0 ? grounded(fields, ground) : null],
      completeness: [0.25, expected ? null : completeness(fields, evidence)],
    });
  },
};

const NOTHING: Judgement = { score: 0, reason: "There is no data" };

const FORM = {
  alone: { score: 100, reason: "JSON and nothing else" },
  fenced: { score: 90, reason: "JSON in a code fence" },
  among_words: { score: 60, reason: "JSON among other words, which a program has to search" },
} as const satisfies Record<FoundJson["form"], Judgement>;

const form = (found: FoundJson | null): Judgement =>
  found ? FORM[found.form] : { score: 0, reason: "No JSON that can be read" };

function conformity(value: unknown, schema: Record<string, unknown>): Judgement {
  const { checks, faults } = checkSchema(value, schema);
  if (checks === 0) return null;
  return {
    score: faults.length === 0 ? 100 : Math.min(80, 100 * (1 - (2 * faults.length) / checks)),
    reason: faults.length === 0 ? "Conforms to the schema" : faults.slice(0, 3).join("; "),
  };
}

function precision(fields: readonly Field[], expected: readonly Field[]): Judgement {
  if (fields.length === 0) return NOTHING;
  const wrong = fields.filter((field) => bestMatch(field, expected) === 0).map(({ path }) => path);
  return {
    score: meanMatch(fields, expected),
    reason: wrong.length === 0 ? "Every value is right" : `Wrong or not asked for: ${listed(wrong)}`,
  };
}

function recall(fields: readonly Field[], expected: readonly Field[]): Judgement {
  if (expected.length === 0) return null;
  const missing = expected.filter((field) => bestMatch(field, fields) === 0).map(({ path }) => path);
  return {
    score: meanMatch(expected, fields),
    reason: missing.length === 0 ? "Nothing is missing" : `Missing or wrong: ${listed(missing)}`,
  };
}

const meanMatch = (of: readonly Field[], among: readonly Field[]): number =>
  (100 * of.reduce((sum, field) => sum + bestMatch(field, among), 0)) / of.length;

function bestMatch(field: Field, among: readonly Field[]): number {
  let best = 0;
  for (const { path, value } of among) if (path === field.path) best = Math.max(best, sameValue(field.value, value));
  return best;
}

/** Values that the source does not hold are made up. */
function grounded(fields: readonly Field[], ground: readonly Text[]): Judgement {
  const judged = fields.filter(({ value }) => typeof value !== "boolean");
  if (judged.length === 0) return fields.length === 0 ? NOTHING : null;
  const numbers = new Set(ground.flatMap((text) => text.numbers));
  const stems = new Set(ground.flatMap((text) => text.words.map(stem)));
  const shares = judged.map(({ value }) => groundedShare(String(value), numbers, stems));
  const invented = judged.filter((_, at) => shares[at]! < 0.5).map(({ path }) => path);
  return {
    score: ramp(shares.reduce((sum, share) => sum + share, 0) / shares.length, 0.3, 1),
    reason: invented.length === 0 ? "Every value stands in the source" : `Not in the source: ${listed(invented)}`,
  };
}

function groundedShare(value: string, numbers: ReadonlySet<string>, stems: ReadonlySet<string>): number {
  const date = /^(\d{4})-(\d{2})-(\d{2})/u.exec(value);
  const parts = date ? [date[1]!, date[3]!] : readNumbers(value);
  const words = splitWords(value).filter((word) => !/\d/u.test(word));
  const found =
    parts.filter((part) => numbers.has(part) || numbers.has(String(Number(part)))).length +
    (date ? 0 : words.filter((word) => stems.has(stem(word))).length);
  const count = parts.length + (date ? 0 : words.length);
  return count === 0 ? 1 : found / count;
}

/** The fields that were asked for: those of the schema, else those that the question names. */
function completeness(fields: readonly Field[], { schema, input }: Evidence): Judgement {
  const asked = askedFields(schema, input?.raw ?? "");
  if (asked.length === 0) return null;
  const present = new Set(fields.map(({ path }) => normalized(path.split(".").at(-1)!)));
  const missing = asked.filter((name) => !present.has(normalized(name)));
  return {
    score: (100 * (asked.length - missing.length)) / asked.length,
    reason: missing.length === 0 ? `All ${asked.length} fields are there` : `Missing: ${listed(missing)}`,
  };
}

/** Names in snake_case, camelCase or back-ticks, and those after "fields:". */
function askedFields(schema: Record<string, unknown> | undefined, question: string): string[] {
  const properties = schema?.properties;
  if (typeof properties === "object" && properties !== null) return Object.keys(properties);
  const lists = [...question.matchAll(/(?:fields?|keys?|felder|campos|champs|campi|velden)\s*:\s*([^\n.]{3,300})/giu)];
  const named = [...question.matchAll(/`([a-z][\w]{1,40})`/giu)].map((match) => match[1]!);
  const inLists = lists.flatMap((match) =>
    match[1]!.split(/[,;]|\b(?:and|und|y|et|e|en)\b/u).map((name) => name.trim()),
  );
  return [...new Set([...named, ...inLists])].filter((name) => /^[\p{L}][\p{L}\p{N}_ ]{1,40}$/u.test(name));
}

const normalized = (name: string): string => name.replace(/\[\]|[_\s-]/gu, "").toLowerCase();
