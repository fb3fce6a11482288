import { classificationMetrics, confusionMatrix } from "../classification";
import { offer, type OfferedKind } from "./offered-kind";

type Labels = { y_true: string[]; y_pred: string[]; labels: string[] };

export const CLASSIFICATION_KINDS: Record<string, OfferedKind> = {
  classification: offer(({ y_true, y_pred, labels }: Labels) => {
    const pairs = { truth: y_true, predicted: y_pred };
    const metrics = classificationMetrics(pairs, labels);
    return {
      ...metrics,
      labels,
      confusion: confusionMatrix(pairs, labels),
      per_class: Object.fromEntries(metrics.perLabel.map((row) => [row.label, row])),
      balanced_accuracy: metrics.balancedAccuracy,
      cohen_kappa: metrics.cohenKappa,
    };
  }),
};
