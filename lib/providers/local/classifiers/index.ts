export { CLASSIFIER_KINDS, isClassifierKind, needsEmbedding } from "./classifier";
export type { Classifier, ClassifierInput, ClassifierKind, LabelledText } from "./classifier";
export { parseClassifier, serializeClassifier } from "./serialize-classifier";
export { stratifiedSplit, type Split } from "./stratified";
export { trainClassifier, trainClassifiers, type TrainOptions } from "./train-classifiers";
export { TrainedClassifier } from "./trained-classifier";
