import type { Logger } from "pino";
import type { Database } from "@/lib/platform/db";
import { keepFresh } from "@/lib/platform/keep-fresh";
import type { Configuration } from "@/lib/registry/schemas";
import { selectOpen, type HoldoutRow } from "./holdout-store";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    holdouts: Holdouts;
  }
}

/** A hold-out as a request needs it. */
type ActiveHoldout = {
  id: string;
  phase: number;
  heldShare: number;
  /** What held requests are served with. */
  beforeVersion: number;
  before: Configuration;
  /** Nothing is held back unless this version is in force. */
  afterVersion: number;
};

/** Open hold-outs in memory, so that a request only reads. */
export type Holdouts = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Reads again which are open. */
  refresh(): Promise<void>;
  ofTask(organizationId: string, task: string): ActiveHoldout | null;
};

export type HoldoutsOptions = {
  log: Pick<Logger, "warn">;
  /** Other processes' changes are seen within this time, milliseconds. (Default: 5,000.) */
  pollMs?: number;
};

const keyOf = (organizationId: string, task: string): string => `${organizationId}\u0000${task}`;

export function createHoldouts(db: Database, { log, pollMs = 5_000 }: HoldoutsOptions): Holdouts {
  let byTask = new Map<string, ActiveHoldout>();

  async function read(): Promise<void> {
    const known = new Map([...byTask.values()].map((one) => [one.id, one]));
    const rows = await selectOpen(db);
    byTask = new Map(
      rows.map((row) => [keyOf(row.organizationId, row.taskSlug), activeOf(row, known.get(row.id) ?? null)]),
    );
  }

  const kept = keepFresh({
    read,
    pollMs,
    onError: (error) => log.warn({ err: error }, "hold-outs stay as they are: the database does not answer"),
  });

  return {
    ...kept,
    ofTask: (organizationId, task) => byTask.get(keyOf(organizationId, task)) ?? null,
  };
}

/** Rankings are remembered by the configuration as an object, so it stays the same one. */
const activeOf = (
  { id, phase, heldShare, beforeVersion, before, afterVersion }: HoldoutRow,
  known: ActiveHoldout | null,
): ActiveHoldout => ({ id, phase, heldShare, beforeVersion, before: known?.before ?? before, afterVersion });
