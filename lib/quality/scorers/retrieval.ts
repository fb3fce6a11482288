import { ndcg } from "@/lib/platform/stats";
import { weighted, type Judgement } from "../dimensions/weighted";
import { findJson } from "../json/find-json";
import { percent } from "../scale";
import type { Evidence, Scorer } from "../scorer";

/** Results that are looked at when the question does not say. */
const DEFAULT_K = 10;

/** A ranked list of ids, one a line or a JSON array, against the ids that are relevant. */
export const retrieval: Scorer = {
  version: 1,
  exempt: ["copied_prompt", "keyword_list", "other_language", "repetition", "shouting", "placeholder", "refusal"],
  missing: ({ reference }) =>
    gradesOf(reference).size > 0
      ? null
      : {
          field: "reference",
          message:
            "Retrieval needs the relevant ids in `reference`: a list, or an object of id and grade such as 0 to 3",
        },
  dimensions({ output, reference, k = DEFAULT_K }) {
    const grades = gradesOf(reference);
    const results = [...new Set(rankedIds(output.raw))].slice(0, k);
    return weighted({
      recall: [0.35, recall(results, grades, k)],
      order: [0.45, order(results, grades, k)],
      precision: [0.2, precision(results, grades)],
    });
  },
};

/** Grade by id; only what is relevant. */
function gradesOf(reference: Evidence["reference"]): Map<string, number> {
  const entries = Array.isArray(reference)
    ? reference.map((id) => [String(id), 1] as const)
    : typeof reference === "object" && reference !== null
      ? Object.entries(reference).map(([id, grade]) => [id, Number(grade)] as const)
      : [];
  return new Map(entries.filter(([, grade]) => grade > 0 && grade <= 100));
}

/** The ids that a text ranks, best first: of a JSON array or the first one in an object, else one a line. */
export function rankedIds(raw: string): string[] {
  const json = findJson(raw)?.value;
  const list = Array.isArray(json)
    ? json
    : typeof json === "object" && json !== null
      ? Object.values(json).find(Array.isArray)
      : null;
  if (list) return list.map(idOf).filter((id) => id !== "");
  return raw
    .split(/[\n,]/u)
    .map((line) =>
      line
        .replace(/^\s*(?:[-*•]|\d+[.)])\s+/u, "")
        .trim()
        .replace(/^[`"']|[`"']$/gu, ""),
    )
    .filter((line) => line !== "");
}

function idOf(item: unknown): string {
  if (typeof item !== "object" || item === null) return String(item ?? "");
  const { id, slug, document, title } = item as Record<string, unknown>;
  const given = [id, slug, document, title].find((one) => typeof one === "string" || typeof one === "number");
  return given === undefined ? "" : String(given);
}

function recall(results: readonly string[], grades: ReadonlyMap<string, number>, k: number): Judgement {
  const possible = Math.min(k, grades.size);
  const found = results.filter((id) => grades.has(id)).length;
  return { score: (100 * found) / possible, reason: `${found} of ${possible} relevant ones among the first ${k}` };
}

function order(results: readonly string[], grades: ReadonlyMap<string, number>, k: number): Judgement {
  const share = ndcg(results, grades, k);
  return { score: 100 * share, reason: `nDCG@${k} of ${share.toFixed(2)}` };
}

function precision(results: readonly string[], grades: ReadonlyMap<string, number>): Judgement {
  const share = results.length === 0 ? 0 : results.filter((id) => grades.has(id)).length / results.length;
  return { score: 100 * share, reason: `${percent(share)} of the results are relevant` };
}
