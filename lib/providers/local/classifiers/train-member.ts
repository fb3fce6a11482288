import type { MemberKind } from "./classifier";
import { trainEncoderSoftmax } from "./encoder-softmax";
import { trainNaiveBayes } from "./naive-bayes";
import { trainNearestExamples } from "./nearest-examples";
import type { Report, Scorer, TrainingSet } from "./scorer";
import { trainTfidfSvm } from "./tfidf-svm";

/** Trains one member; its scores are not calibrated yet. */
export function trainMember(kind: MemberKind, set: TrainingSet, seed: number, report: Report): Scorer {
  switch (kind) {
    case "nb":
      return trainNaiveBayes(set, report);
    case "tfidf":
      return trainTfidfSvm(set, seed, report);
    case "encoder":
      return trainEncoderSoftmax(set, seed, report);
    case "nearest":
      return trainNearestExamples(set, report);
  }
}
