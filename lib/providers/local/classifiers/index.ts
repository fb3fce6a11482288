export { CLASSIFIER_KINDS, isClassifierKind, needsEmbedding } from "./classifier";
export type { Classifier, ClassifierKind, LabelledText, Prediction } from "./classifier";
export { parseClassifier, serializeClassifier } from "./serialize-classifier";
export { splitByText } from "./split-by-text";
export { trainClassifier, trainClassifiers } from "./train-classifiers";
export { TrainedClassifier } from "./trained-classifier";
