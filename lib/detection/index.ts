export { correctDetection, deleteCorrection, listCorrections } from "./corrections/corrections";
export { detectionJob } from "./corrections/detection-job";
export {
  activateDetectionModel,
  DETECTION_JOB,
  listDetectionModels,
  retrainDetection,
  restoreBuiltInDetection,
} from "./corrections/retrain-detection";
export { createDetector } from "./create-detector";
export { detectMessage } from "./detect-message";
