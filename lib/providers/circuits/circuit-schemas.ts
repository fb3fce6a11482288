import { z } from "zod";

/** State of a circuit as it is stored; see lib/platform/resilience/circuit-policy.ts. */
export const StoredCircuit = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("closed"),
    since: z.number(),
    consecutiveFailures: z.number(),
    window: z.object({ startedAt: z.number(), calls: z.number(), failures: z.number() }),
    trips: z.number(),
  }),
  z.object({
    state: z.literal("open"),
    since: z.number(),
    until: z.number(),
    trips: z.number(),
    cause: z.string(),
  }),
  z.object({
    state: z.literal("half_open"),
    since: z.number(),
    trips: z.number(),
    successes: z.number(),
    trials: z.number(),
    trialUntil: z.number().nullable(),
  }),
  z.object({ state: z.literal("held_open"), since: z.number(), by: z.string(), cause: z.string() }),
]);
