export { applyOptimization, undoOptimization } from "./apply-optimization";
export { deleteTaskOptimizations } from "./delete-task-optimizations";
export { optimizationJob } from "./optimization-job";
export {
  cancelOptimization,
  getOptimization,
  listOptimizations,
  listOptimizationTrials,
  optimizationEvents,
} from "./optimizations";
export { OPTIMIZATION_JOB, previewOptimization, startOptimization } from "./start-optimization";
export { optimizationWatch } from "./watch-optimizations";
export { recommending } from "./recommend";
export { trackRecommendations } from "./track-recommendations";
export { applyRecommendation, dismissRecommendation, listRecommendations } from "./recommendations";
