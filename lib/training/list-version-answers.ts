import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { getModelVersion } from "@/lib/registry";
import { eachExample, selectExamplesAt } from "./dataset-store";
import { findEvaluation, type EvaluationRow } from "./evaluation-store";
import { loadAnswers, type StoredAnswer } from "./held-out-store";
import type { ListVersionAnswersQuery, VersionAnswer } from "./schemas";
import { textHash } from "./text-signature";

type Compared = StoredAnswer & { other: StoredAnswer | null };

/**
 * What a version answered to the examples that were held out of its training, the surest first: a mistake that it was
 * sure of tells most. Throws `invalid_input` for a version that was not evaluated, or that has no parent to differ from.
 */
export async function listVersionAnswers(
  ctx: Ctx,
  id: string,
  { show, against, truth, predicted, limit, cursor }: ListVersionAnswersQuery,
): Promise<Page<VersionAnswer>> {
  requireScope(ctx, "read");
  const evaluated = await evaluationOf(ctx, id);
  const otherId = against ?? (show === "differs" ? requireParent(evaluated) : null);
  const [own, others] = await Promise.all([
    loadAnswers(ctx, evaluated.predictionsSha256),
    otherId === null ? [] : answersOf(ctx, otherId),
  ]);
  const compared = compare(own, others)
    .filter(
      (answer) =>
        isShown(answer, show) &&
        (truth === undefined || answer.truth === truth) &&
        (predicted === undefined || answer.predicted === predicted),
    )
    .sort((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0) || (a.hash < b.hash ? -1 : 1));
  // The stored answers never change, so a place in their order is a cursor.
  const from = decodeCursor(cursor, z.number().int().min(0)) ?? 0;
  const rows = compared.slice(from, from + limit + 1).map((answer, index) => ({ answer, next: from + index + 1 }));
  const { items, nextCursor } = page({ rows, limit, cursorOf: ({ next }) => next });
  const shown = await withExamples(
    ctx,
    evaluated.datasetId,
    items.map(({ answer }) => answer),
  );
  return { items: shown, nextCursor };
}

async function evaluationOf(ctx: Ctx, id: string): Promise<EvaluationRow> {
  const { version } = await getModelVersion(ctx, id);
  const evaluated = await findEvaluation(ctx, id);
  if (!evaluated) throw invalidInput(`Version ${version} was not evaluated: train it again to see what it answered`);
  return evaluated;
}

async function answersOf(ctx: Ctx, id: string): Promise<StoredAnswer[]> {
  const { predictionsSha256 } = await evaluationOf(ctx, id);
  return loadAnswers(ctx, predictionsSha256);
}

function requireParent({ parentVersionId }: EvaluationRow): string {
  if (parentVersionId !== null) return parentVersionId;
  throw invalidInput("Nothing served before this version, so name the version that it is compared with", {
    field: "against",
  });
}

/** Datasets may disagree on a label: such an example tells nothing of the two versions. */
function compare(own: readonly StoredAnswer[], others: readonly StoredAnswer[]): Compared[] {
  const known = new Map(others.map((answer) => [answer.hash, answer]));
  return own.map((answer) => {
    const other = known.get(answer.hash);
    return { ...answer, other: other?.truth === answer.truth ? other : null };
  });
}

function isShown({ truth, predicted, other }: Compared, show: ListVersionAnswersQuery["show"]): boolean {
  switch (show) {
    case "all":
      return true;
    case "wrong":
      return predicted !== truth;
    case "differs":
      return other !== null && other.predicted !== predicted;
  }
}

async function withExamples(ctx: Ctx, datasetId: string, answers: readonly Compared[]): Promise<VersionAnswer[]> {
  const places = await placesOf(ctx, datasetId, answers);
  const examples = await selectExamplesAt(ctx, datasetId, [...places.values()]);
  return answers.map(({ hash, truth, predicted, confidence, other }) => {
    const position = places.get(hash) ?? null;
    const example = position === null ? undefined : examples.get(position);
    return {
      text: example?.text ?? null,
      truth,
      predicted,
      isRight: predicted === truth,
      confidence,
      position: example ? position : null,
      origin: example?.origin ?? null,
      other: other && {
        predicted: other.predicted,
        isRight: other.predicted === truth,
        confidence: other.confidence,
      },
    };
  });
}

/** Answers from before places were kept are found by their text. */
async function placesOf(
  ctx: Ctx,
  datasetId: string,
  answers: readonly StoredAnswer[],
): Promise<ReadonlyMap<string, number>> {
  const places = new Map(answers.flatMap(({ hash, position }) => (position === null ? [] : [[hash, position]])));
  const missing = new Set(answers.flatMap(({ hash, position }) => (position === null ? [hash] : [])));
  if (missing.size === 0) return places;
  let position = 0;
  for await (const { text } of eachExample(ctx, datasetId)) {
    const hash = textHash(text);
    if (missing.delete(hash)) places.set(hash, position);
    if (missing.size === 0) break;
    position++;
  }
  return places;
}
