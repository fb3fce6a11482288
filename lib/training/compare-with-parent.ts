import { setImmediate } from "node:timers/promises";
import type { Ctx } from "@/lib/platform/ctx";
import { parseClassifier, type Embedder } from "@/lib/providers";
import { loadArtefact } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import { judgeAgainstParent, type ComparedExample } from "./compare-answers";
import { eachExample } from "./dataset-store";
import type { AnsweredExample } from "./evaluate-answers";
import { findEvaluation } from "./evaluation-store";
import type { ParentComparison } from "./evaluation-schemas";
import { loadAnswers } from "./held-out-store";
import { textHash } from "./text-signature";

/** Answers between two pauses, so that requests are served meanwhile. */
const AT_ONCE = 32;

/**
 * Compares what a new version answered to its held-out examples with what its parent says: where the parent was measured
 * on the same example, its stored answer; where it never saw the example, what it answers now. Examples that the parent
 * has learnt from are left out.
 */
export async function compareWithParent(
  ctx: Ctx,
  parent: ModelVersion | null,
  answers: readonly AnsweredExample[],
  embedder: Pick<Embedder, "embed">,
): Promise<ParentComparison> {
  if (!parent) return judgeAgainstParent(null, []);
  const stored = await findEvaluation(ctx, parent.id);
  const measured = new Map(
    (stored ? await loadAnswers(ctx, stored.predictionsSha256) : []).map(({ hash, predicted }) => [hash, predicted]),
  );
  const learnt = new Set<string>();
  if (stored) {
    for await (const { text } of eachExample(ctx, stored.datasetId)) learnt.add(textHash(text));
  }
  const hashed = answers.map((answer) => ({ ...answer, hash: textHash(answer.text) }));
  const isNew = ({ hash }: { hash: string }) => stored !== null && !measured.has(hash) && !learnt.has(hash);
  const live = await answersOf(ctx, parent, hashed.filter(isNew), embedder);
  const examples = hashed.flatMap((answer): ComparedExample[] => {
    const before = measured.get(answer.hash) ?? live.get(answer.hash);
    if (before === undefined) return [];
    return [
      {
        isFirstRight: before === answer.truth,
        isSecondRight: answer.predicted === answer.truth,
        isYardstick: measured.has(answer.hash),
      },
    ];
  });
  return judgeAgainstParent(parent, examples);
}

async function answersOf(
  ctx: Ctx,
  { artefactSha256: sha256, modelSlug }: ModelVersion,
  examples: readonly { text: string; hash: string }[],
  embedder: Pick<Embedder, "embed">,
): Promise<Map<string, string>> {
  // Asking a chat model costs money: it is compared where both were measured.
  if (examples.length === 0 || !modelSlug.startsWith("local/")) return new Map();
  const classifier = parseClassifier(await loadArtefact(ctx.db, { organizationId: ctx.organizationId, sha256 }));
  const answers = new Map<string, string>();
  for (let at = 0; at < examples.length; at += AT_ONCE) {
    const part = examples.slice(at, at + AT_ONCE);
    const vectors = classifier.needsEmbedding ? await embedder.embed(part.map(({ text }) => text)) : [];
    part.forEach(({ text, hash }, index) => {
      const embedding = vectors[index];
      answers.set(hash, classifier.predict({ text, ...(embedding && { embedding }) }).label);
    });
    await setImmediate();
  }
  return answers;
}
