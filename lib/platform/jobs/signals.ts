/**
 * What happened to jobs in this process. It only makes reactions quicker: everybody who listens also looks at the
 * database, which is the truth and the only thing that other processes see.
 */
type JobSignal = { type: "enqueued" } | { type: "cancel" | "changed"; jobId: string };

export type JobSignals = {
  publish: (signal: JobSignal) => void;
  /** Returns the function that ends the subscription. */
  subscribe: (listener: (signal: JobSignal) => void) => () => void;
};

declare module "@/lib/platform/runtime" {
  interface Runtime {
    jobs: JobSignals;
  }
}

export function createJobSignals(): JobSignals {
  const listeners = new Set<(signal: JobSignal) => void>();
  return {
    publish: (signal) => {
      for (const listener of listeners) listener(signal);
    },
    subscribe: (listener) => {
      // A wrapper of its own, so that the same function can subscribe twice.
      const own = (signal: JobSignal) => listener(signal);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
