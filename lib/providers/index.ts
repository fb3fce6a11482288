export { createCircuits, type CallPermit } from "./circuits/create-circuits";
export { circuitMeters } from "./circuits/meters";
export { changeCircuitByHand, listProviderHealth } from "./circuits/provider-health";
export { createAdapters } from "./create-adapters";
export { createFineTuning } from "./fine-tuning/create-fine-tuning";
export {
  canFineTune,
  type FineTuning,
  type RemoteEvent,
  type RemoteJob,
  type RemoteState,
} from "./fine-tuning/fine-tuning-types";
export { labelPrompt, serializeInstruction, TUNED_PROMPT, type Instruction } from "./instructed/instruction";
export { estimateUsage } from "./estimate-usage";
export * from "./local";
export { importReplay } from "./replay/import-replay";
export { createReplayAdapter } from "./replay/replay-adapter";
export { deleteReplaySet, listReplaySets, readReplayedPrompts } from "./replay/replay-sets";
export { isProviderError, ProviderError, type ProviderErrorKind } from "./provider-error";
export { readUsage } from "./read-usage";
export { retryDecision, type RetryPolicy } from "./retry-policy";
export { testProvider } from "./test-provider";
export type * from "./contract";
export type * from "./openai-types";
