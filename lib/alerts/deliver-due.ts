import { setTimeout } from "node:timers/promises";
import type { RecurringWork } from "@/lib/platform/jobs";
import type { Runtime } from "@/lib/platform/runtime";
import { claimDelivery, finishAttempt, type ClaimedDelivery } from "./delivery-store";
import { sendDelivery } from "./send-delivery";

/** Longer than an attempt can take: then whoever made it is dead, and another process makes it again. */
const LEASE_MS = 60_000;
/** Several times what one organization may have at once: receivers that hang hold up no more than their own. */
const CONCURRENCY = 16;
/** While attempts are under way, what became due meanwhile is looked for this often. */
const LOOK_AGAIN_MS = 500;

/** Sends what is due. Any number of processes may do so at once: each attempt is made by one of them. */
export async function deliverDue(runtime: Runtime, random: () => number, signal: AbortSignal): Promise<void> {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  while (!signal.aborted) {
    // One claim after the other, so that each sees what those before it took.
    const delivery = running.size < CONCURRENCY ? await claimDelivery(runtime.db, { leaseMs: LEASE_MS }) : null;
    if (delivery) {
      const made = attempt(runtime, delivery, random, signal)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(made));
      running.add(made);
    } else if (running.size === 0) break;
    else await Promise.race([...running, setTimeout(LOOK_AGAIN_MS)]);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}

/** Makes the next attempt of one delivery now; does nothing when another process is at it. */
export async function deliverOne(
  runtime: Runtime,
  id: string,
  random: () => number,
  signal: AbortSignal,
): Promise<void> {
  const delivery = await claimDelivery(runtime.db, { leaseMs: LEASE_MS, id });
  if (delivery) await attempt(runtime, delivery, random, signal);
}

async function attempt(runtime: Runtime, delivery: ClaimedDelivery, random: () => number, signal: AbortSignal) {
  const outcome = await sendDelivery(runtime, delivery, random, signal);
  // An attempt that this process broke off is no failure of the receiver: it is made again when the lease is over.
  if (signal.aborted && outcome.status !== "delivered") return;
  await finishAttempt(runtime.db, delivery, outcome);
}

/** Sends to webhooks what alerts have written for them. */
export const webhookDelivery: RecurringWork = {
  name: "alerts.deliver",
  scope: "installation",
  intervalMs: 5_000,
  run: ({ runtime, signal }) => deliverDue(runtime, Math.random, signal),
};
