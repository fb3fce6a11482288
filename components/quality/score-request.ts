import { wrongField } from "@/components/data/wrong-field";
import type { ScoreInput } from "@/lib/quality/schemas";
import type { ScorerName } from "@/lib/quality/words";
import { SCORER_WORDS, type ReferenceKind } from "./scorer-words";

/** The form as it is typed. */
export type Draft = {
  input: string;
  output: string;
  context: string;
  reference: string;
  /** One a line, or with commas between. */
  labels: string;
  /** JavaScript, one expression a line. */
  tests: string;
};

export const EMPTY_DRAFT: Draft = { input: "", output: "", context: "", reference: "", labels: "", tests: "" };

/** Who judges: a task's scorer, or one that was chosen. */
export type Judge = { scorer: ScorerName; /** null when the scorer itself was chosen. */ task: string | null };

export type JudgedTask = { slug: string; name: string; scorer: ScorerName };

/** The fields that the form shows for a scorer, in their order. */
export function fieldsOf(scorer: ScorerName): (keyof Draft)[] {
  return [
    "input",
    "output",
    "context",
    ...(SCORER_WORDS[scorer].reference ? (["reference"] as const) : []),
    ...(scorer === "classification" ? (["labels"] as const) : []),
    ...(scorer === "code_generation" ? (["tests"] as const) : []),
  ];
}

/** What the API is asked. Empty and hidden fields are left out. Throws with the field that cannot be read. */
export function scoreRequest({ scorer, task }: Judge, draft: Draft): ScoreInput {
  if (!draft.output.trim()) throw wrongField("output", "Paste an answer first");
  const shown = new Set(fieldsOf(scorer));
  const filled = (field: keyof Draft) => shown.has(field) && draft[field].trim() !== "";
  const kind = SCORER_WORDS[scorer].reference?.kind;
  return {
    ...(task === null ? { scorer } : { task }),
    output: draft.output,
    ...(filled("input") && { input: draft.input }),
    ...(filled("context") && { context: draft.context }),
    ...(kind && filled("reference") && { reference: readReference(kind, draft.reference.trim()) }),
    ...(filled("labels") && { labels: partsOf(draft.labels, /[\n,]/u) }),
    ...(filled("tests") && { tests: partsOf(draft.tests, /\n/u).map((expression) => ({ expression })) }),
  };
}

function readReference(kind: ReferenceKind, text: string): ScoreInput["reference"] {
  switch (kind) {
    case "label":
      return text;
    case "number":
      return readScore(text);
    case "json":
      return readJson(text);
    case "ids":
      return /^[[{]/u.test(text) ? readJson(text) : partsOf(text, /\n/u);
  }
}

function readScore(text: string): number {
  const score = Number(text);
  if (!(score >= 0 && score <= 100)) throw wrongField("reference", "A number from 0 to 100");
  return score;
}

function readJson(text: string): ScoreInput["reference"] {
  try {
    return JSON.parse(text) as ScoreInput["reference"];
  } catch {
    throw wrongField("reference", "This is not valid JSON");
  }
}

const partsOf = (text: string, separator: RegExp): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
