import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Database } from "@/lib/platform/db";
import type { Runtime } from "@/lib/platform/runtime";
import { registryRuntime } from "@/lib/registry/test-registry";
import { insertExecutions } from "./insert-executions";
import { isRecordFault } from "./record-fault";
import { createRecorder, type RecorderOptions } from "./recorder";

export type RecordingProcess = { runtime: Runtime; stop(): Promise<void> };

let starts = 0;

/** What of a process takes part in recording, as `boot.ts` wires it: the registry and a recorder over `folder`. */
export function recordingProcess(
  db: Database,
  folder: string,
  given: Partial<Pick<Runtime, "now" | "log">> & Partial<RecorderOptions> = {},
): RecordingProcess {
  const { now, log, ...options } = given;
  const runtime = registryRuntime(db, {}, { ...(now && { now }), ...(log && { log }) });
  const owner = { pid: process.pid, start: `alive${starts++}` };
  runtime.recorder = createRecorder({
    folder,
    owner,
    isProcessAlive: ({ pid }) => pid === process.pid,
    now: runtime.now,
    log: runtime.log,
    store: (records) => insertExecutions(db, records),
    isTransient: (error) => !isRecordFault(error),
    ...options,
  });
  return {
    runtime,
    async stop() {
      await runtime.recorder.stop();
      await runtime.registry.stop();
    },
  };
}

/** A folder for a spool, and how to remove it. */
export function spoolFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), "gym-spool-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
