/** Types and inputs of the providers' domain. Safe to import in the browser. */
import { z } from "zod";

export type { Retrieved, RetrievedSource, SearchQuestion, SearchTexts } from "./retrieval-schemas";
export { ImportReplayQuery, MAX_REPLAY_BYTES, type ReplaySet } from "./replay-schemas";

const CIRCUIT_STATES = ["closed", "open", "half_open", "held_open"] as const;
/** `half_open`: trial calls decide. `held_open`: a person stopped the traffic, and only a person lets it go on. */
type CircuitState = (typeof CIRCUIT_STATES)[number];

export const ListProviderHealthQuery = z.object({
  /** Only circuits in this state. */
  state: z.enum(CIRCUIT_STATES).optional(),
  provider: z.string().min(1).max(100).optional(),
});
export type ListProviderHealthQuery = z.infer<typeof ListProviderHealthQuery>;

/** What calls to a model went through lately. */
export type ProviderHealth = {
  model: string;
  provider: string;
  state: CircuitState;
  /** Since when, ISO 8601; null for a model that never failed. */
  since: string | null;
  /** When the next trial call may be made; null unless the circuit is open. */
  nextTrialAt: string | null;
  /** What opened it, in words; null while it is closed. */
  cause: string | null;
  /** Who holds it open; null unless a person does. */
  heldBy: string | null;
  /** Failed calls in a row, while it is closed. Five open it. */
  consecutiveFailures: number;
  /** How often it opened without having held for ten minutes in between: each time doubles the pause. */
  trips: number;
};

export const ChangeCircuitInput = z.object({
  /** Slug of the model, such as `openai/gpt-5-mini`. */
  model: z.string().min(1).max(200),
  /** `open` stops all traffic to the model until somebody closes it; `close` lets it go on at once. */
  action: z.enum(["open", "close"]),
  /** Shown to everybody who asks why the model is not used. */
  reason: z.string().trim().min(1).max(200).optional(),
});
export type ChangeCircuitInput = z.infer<typeof ChangeCircuitInput>;
