import type { RunOptions } from "../run-schemas";

type ProviderLanes = {
  /** Runs work when the provider has room for it. Rejects when the signal fires before. */
  run<Result>(provider: string, work: () => Promise<Result>): Promise<Result>;
};

const MINUTE_MS = 60_000;

/** At most `concurrency` calls at one provider at a time, begun at least `minute / requestsPerMinute` apart. In order. */
export function createProviderLanes(
  { concurrency, requestsPerMinute }: Pick<RunOptions, "concurrency" | "requestsPerMinute">,
  signal: AbortSignal,
): ProviderLanes {
  const gapMs = requestsPerMinute === null ? 0 : MINUTE_MS / requestsPerMinute;
  const lanes = new Map<string, { active: number; nextMs: number; waiting: (() => void)[] }>();

  function laneOf(provider: string) {
    const lane = lanes.get(provider) ?? { active: 0, nextMs: 0, waiting: [] };
    lanes.set(provider, lane);
    return lane;
  }

  return {
    async run(provider, work) {
      const lane = laneOf(provider);
      if (lane.active >= concurrency) await new Promise<void>((resolve) => lane.waiting.push(resolve));
      else lane.active++;
      try {
        signal.throwIfAborted();
        const nowMs = performance.now();
        const waitMs = Math.max(0, lane.nextMs - nowMs);
        lane.nextMs = Math.max(nowMs, lane.nextMs) + gapMs;
        if (waitMs > 0) await pause(waitMs, signal);
        return await work();
      } finally {
        // The place goes to who waits the longest, so that `active` stays what it is.
        const next = lane.waiting.shift();
        if (next) next();
        else lane.active--;
      }
    },
  };
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, delayMs);
    signal.addEventListener("abort", stop, { once: true });
  });
}
