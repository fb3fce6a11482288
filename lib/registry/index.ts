export { activateModelVersion } from "./activate-model-version";
export { defaultConfiguration } from "./built-in-tasks";
export { getConfiguration, listConfigurationVersions } from "./configuration-versions";
export { tasksRetrievingFrom, tasksUsingPrompt } from "./configurations-using";
export { changeRegistry } from "./change-registry";
export { costOfCompute, costOfUsage } from "./cost";
export { addReplayModels, requireReplaySlug } from "./add-replay-models";
export { createProvider } from "./create-provider";
export { createTask } from "./create-task";
export { deleteModel } from "./delete-model";
export { deleteTask } from "./delete-task";
export { deleteProvider } from "./delete-provider";
export { environmentProviders, type EnvironmentProvider } from "./environment-providers";
export { getModel } from "./get-model";
export { endpointOf, getProvider } from "./get-provider";
export { listModels } from "./list-models";
export { listProviders } from "./list-providers";
export { getTask, listTasks } from "./list-tasks";
export { loadArtefact } from "./load-artefact";
export { collectRegistryMeters } from "./meters";
export { recordModelScores } from "./model-scores";
export { getModelVersion, listModelVersions, modelVersionsById } from "./model-versions";
export { getPriceCheck, importPriceList, listPriceChecks, takeOverPrice } from "./price-checks";
export { priceHistory } from "./price-history";
export { publishModelVersion } from "./publish-model-version";
export { putConfiguration } from "./put-configuration";
export { registerModel } from "./register-model";
export { resetConfiguration } from "./reset-configuration";
export { rollbackConfiguration } from "./rollback-configuration";
export { seedOrganization } from "./seed-organization";
export { createRegistry } from "./snapshot";
export {
  scoreKey,
  versionKey,
  type OrganizationSnapshot,
  type ProviderState,
  type RolloutState,
  type RoutableModel,
  type TaskState,
} from "./snapshot-types";
export { restorePrice, statePrice, withdrawPrice } from "./state-price";
export { syncEnvironmentProviders } from "./sync-environment-providers";
export { updateModel } from "./update-model";
export { updateProvider } from "./update-provider";
export { updateTask } from "./update-task";
export { endVersionRollout, lockVersions, putVersionRollout, serveVersion } from "./version-rollouts";
export { markVersionDeleted, updateVersionStatus } from "./version-store";
