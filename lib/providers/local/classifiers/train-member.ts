import type { MemberKind } from "./classifier";
import { trainEncoderSoftmax } from "./encoder-softmax";
import { DEFAULT_SETTINGS, type MemberSettings } from "./member-settings";
import { trainNaiveBayes } from "./naive-bayes";
import { trainNearestExamples } from "./nearest-examples";
import type { Report, Scorer, TrainingSet } from "./scorer";
import { trainTfidfSvm } from "./tfidf-svm";

/** Trains one member; its scores are not calibrated yet. */
export function trainMember(
  kind: MemberKind,
  set: TrainingSet,
  seed: number,
  report: Report,
  settings: MemberSettings = DEFAULT_SETTINGS,
): Scorer {
  switch (kind) {
    case "nb":
      return trainNaiveBayes(set, report, settings.nb);
    case "tfidf":
      return trainTfidfSvm(set, seed, report, settings.tfidf);
    case "encoder":
      return trainEncoderSoftmax(set, seed, report, settings.encoder);
    case "nearest":
      return trainNearestExamples(set, report);
  }
}
