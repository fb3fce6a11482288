import type { ProviderKind } from "@/lib/registry/schemas";
import type { ProviderEndpoint } from "../contract";

/** The states of OpenAI's fine-tuning jobs. */
export const REMOTE_STATES = [
  "validating_files",
  "queued",
  "running",
  "paused",
  "succeeded",
  "failed",
  "cancelled",
] as const;
type RemoteState = (typeof REMOTE_STATES)[number];

/** A fine-tuning job as the provider tells it. */
export type RemoteJob = {
  id: string;
  state: RemoteState;
  /** The vendor's name of the model that came of it; null until it has succeeded. */
  model: string | null;
  /** What was billed; null until it is told. */
  trainedTokens: number | null;
  /** When the provider expects to be done, ISO 8601; null when it does not say. */
  estimatedFinish: string | null;
  /** Why it failed; null otherwise. */
  error: string | null;
};

export type RemoteEvent = { at: string; level: string; message: string };

/** Where a call goes, and for how long it may be waited for. */
export type FineTuningCall = { endpoint: ProviderEndpoint; signal: AbortSignal };

type NewRemoteJob = {
  /** The vendor's name of the model to begin with. */
  model: string;
  fileId: string;
  /** null = the provider's choice. */
  epochs: number | null;
  /** Part of the new model's name. */
  suffix: string;
  seed: number;
};

/** Fine-tuning in OpenAI's form. Everything throws `ProviderError` only. */
export interface FineTuning {
  /** Gives the file's id. */
  upload(call: FineTuningCall, file: { name: string; text: string }): Promise<string>;
  create(call: FineTuningCall, job: NewRemoteJob): Promise<RemoteJob>;
  /** The newest job that learns from this file; null when there is none. */
  findByFile(call: FineTuningCall, fileId: string): Promise<RemoteJob | null>;
  get(call: FineTuningCall, id: string): Promise<RemoteJob>;
  /** The newest, oldest of them first. */
  events(call: FineTuningCall, id: string): Promise<RemoteEvent[]>;
  cancel(call: FineTuningCall, id: string): Promise<RemoteJob>;
}

/** Kinds that speak OpenAI's fine-tuning protocol. */
const TUNABLE_KINDS: readonly ProviderKind[] = ["openai", "compatible", "simulator"];

export const canFineTune = (kind: ProviderKind): boolean => TUNABLE_KINDS.includes(kind);

declare module "@/lib/platform/runtime" {
  interface Runtime {
    /** Fine-tuning at providers. */
    fineTuning: FineTuning;
  }
}
