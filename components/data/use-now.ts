import { useSyncExternalStore } from "react";

/** A clock that all components of the tab share; it stands still while nobody watches. */
function makeClock(tickMs: number) {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let nowMs = 0;

  function tick() {
    nowMs = Date.now();
    listeners.forEach((listener) => listener());
  }

  return {
    subscribe(listener: () => void): () => void {
      if (timer === undefined) {
        nowMs = Date.now();
        timer = setInterval(tick, tickMs);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    read: () => (nowMs ||= Date.now()),
  };
}

const clocks = { second: makeClock(1_000), quarterMinute: makeClock(15_000) };

/** Milliseconds since 1970; null on the server and in the first paint, which have no clock to agree on. */
export function useNow(tick: keyof typeof clocks): number | null {
  return useSyncExternalStore<number | null>(clocks[tick].subscribe, clocks[tick].read, () => null);
}
