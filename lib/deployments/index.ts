export { deploymentSteps } from "./advance-deployments";
export { createShadowWriter, type ShadowWriter } from "./create-shadow-writer";
export { deleteTaskDeployments } from "./delete-task-deployments";
export { purgeDeletedArtefacts } from "./deleted-artefacts";
export { deployModelVersion } from "./deploy-model-version";
export { getDeployment, listDeployments } from "./deployments";
export { purgeShadowAnswers } from "./purge-shadow-answers";
export { deleteModelVersion, deprecateModelVersion, restoreModelVersion } from "./retire-model-version";
export {
  abortDeployment,
  pauseDeployment,
  promoteDeployment,
  resumeDeployment,
  rollBackDeployment,
  rollBackModelVersion,
} from "./steer-deployment";
