import type { ExecutionRecord } from "./schemas";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    keptRankings: KeptRankings;
  }
}

/** Which rankings this process has seen stored, so that later executions only name them. */
export type KeptRankings = {
  has(id: string): boolean;
  /** Call it once the records are in the database. */
  remember(records: readonly ExecutionRecord[]): void;
};

/** Beyond it all are forgotten; storing one again changes nothing. */
const MAX_REMEMBERED = 10_000;

export function createKeptRankings(): KeptRankings {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    remember(records) {
      if (ids.size > MAX_REMEMBERED) ids.clear();
      for (const { ranking } of records) if (ranking) ids.add(ranking.id);
    },
  };
}
