import { weighted, type Judgement } from "../dimensions/weighted";
import { findJson } from "../json/find-json";
import type { Evidence, Scorer } from "../scorer";
import { splitWords } from "../text/split-text";
import { foldWord } from "../text/stem";

/** One label: the right one, or at least one that is allowed. */
export const classification: Scorer = {
  version: 1,
  exempt: ["copied_prompt", "keyword_list", "other_language", "repetition", "shouting", "placeholder"],
  missing: ({ reference, labels }) =>
    typeof reference === "string" || labels
      ? null
      : { field: "reference", message: "Classification needs the right label in `reference`, or the allowed `labels`" },
  warnings: ({ reference }) =>
    typeof reference === "string" ? [] : ["Without `reference`, only whether the label is allowed was judged"],
  dimensions(evidence) {
    const said = labelOf(evidence.output.raw);
    return weighted({
      correctness: [0.75, correctness(said, evidence)],
      form: [0.25, form(said, evidence)],
    });
  },
};

/** The label as it was given: bare, after "Label:", or in JSON. */
function labelOf(raw: string): string {
  const json = findJson(raw)?.value;
  if (typeof json === "object" && json !== null && !Array.isArray(json)) {
    const [, value] = Object.entries(json).find(([key]) => /label|categor|class|kategorie|klasse/iu.test(key)) ?? [];
    if (typeof value === "string") return value;
  }
  return raw.replace(
    /^\W*(?:label|category|class|answer|kategorie|klasse|categor[ií]a|catégorie|antwort)\s*[:=]\s*/iu,
    "",
  );
}

const bare = (text: string): string => splitWords(text.replaceAll("_", " ")).map(foldWord).join(" ");

function correctness(said: string, { reference, labels = [] }: Evidence): Judgement {
  const known = [...new Set([...labels, ...(typeof reference === "string" ? [reference] : [])])];
  const named = labelsIn(said, known);
  if (typeof reference !== "string") {
    return named.length === 1
      ? { score: 100, reason: `\`${named[0]}\` is one of the labels` }
      : {
          score: named.length === 0 ? 0 : 30,
          reason: named.length === 0 ? "None of the labels" : "More than one label",
        };
  }
  const isNamed = named.some((label) => bare(label) === bare(reference));
  if (!isNamed) return { score: 0, reason: `Expected \`${reference}\`` };
  return named.length === 1
    ? { score: 100, reason: `\`${reference}\` is right` }
    : { score: 30, reason: `\`${reference}\` is right, but ${named.length} labels are named` };
}

/** Labels whose words stand in a row in the text; of two that contain each other, the longer. */
function labelsIn(said: string, labels: readonly string[]): string[] {
  const text = ` ${bare(said)} `;
  const found = labels.filter((label) => bare(label) !== "" && text.includes(` ${bare(label)} `));
  return found.filter(
    (label) => !found.some((other) => other !== label && ` ${bare(other)} `.includes(` ${bare(label)} `)),
  );
}

function form(said: string, { labels = [], reference }: Evidence): Judgement {
  const known = [...labels, ...(typeof reference === "string" ? [reference] : [])];
  if (known.some((label) => bare(label) === bare(said))) return { score: 100, reason: "The label and nothing else" };
  const words = splitWords(said).length;
  return words <= 12
    ? { score: 50, reason: "The label stands in a sentence" }
    : { score: 10, reason: `${words} words around the label` };
}
