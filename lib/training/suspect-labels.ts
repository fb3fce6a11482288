import { setImmediate } from "node:timers/promises";
import { judgeText, learnLabels, toLabelled } from "./label-model";

export type Suspected = {
  /** How much a model that did not learn from the example disagrees with its label, 0–1. */
  suspicion: number;
  /** What it says instead; null when it agrees. */
  label: string | null;
};

const FOLDS = 5;
/** Below this many examples of a label in the other folds nothing can be said of it. */
const MIN_OF_LABEL = 3;

/**
 * Looks for wrong labels: each fifth of the examples is judged by a multinomial naive Bayes over words and pairs of
 * words that learnt from the other four fifths (confident learning in its simplest form: Northcutt, Jiang and Chuang
 * 2021). Suspicion is the chance that it gives to its own answer, divided by the number of features at work (naive
 * Bayes is far too sure otherwise), when that answer is another label, else 0. Examples of labels with too few others
 * are null. Gives way to other work between folds.
 */
export async function suspectLabels(
  examples: readonly { text: string; label: string }[],
): Promise<(Suspected | null)[]> {
  const labelled = toLabelled(examples);
  const { labels, features, labelOf } = labelled;
  const result: (Suspected | null)[] = examples.map(() => null);
  for (let fold = 0; fold < FOLDS; fold++) {
    await setImmediate();
    const model = learnLabels(labelled, (row) => row % FOLDS !== fold);
    for (let row = fold; row < examples.length; row += FOLDS) {
      const own = labelOf[row]!;
      if (model.rows[own]! < MIN_OF_LABEL || features[row]!.length === 0) continue;
      const { best, chances } = judgeText(model, features[row]!);
      result[row] = best === own ? { suspicion: 0, label: null } : { suspicion: chances[best]!, label: labels[best]! };
      if (row % 500 === fold) await setImmediate();
    }
  }
  return result;
}
