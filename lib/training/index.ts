export { readLabelledCsv } from "./read-labelled-csv";
export { deleteTaskTraining } from "./delete-task-training";
export { loadArtefact } from "./artefact-store";
export { deleteOrphanedExamples } from "./dataset-store";
export { importDataset } from "./import-dataset";
export { listDatasets } from "./list-datasets";
export { startTraining, TRAINING_JOB } from "./start-training";
export { trainingJob } from "./training-job";
export { cancelTrainingRun, getTrainingRun, listTrainingRuns, trainingRunEvents } from "./training-runs";
