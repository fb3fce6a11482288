import { createLog } from "@/lib/platform/log";
import { createRecorder } from "../recorder";
import { executionRecord, pendingOf } from "../test-executions";

/** Settles executions without end and writes each id out once `settle` has returned. Nothing is ever stored. */
const [folder, organizationId] = process.argv.slice(2) as [string, string];
const recorder = createRecorder({
  folder,
  owner: { pid: process.pid, start: "victim" },
  isProcessAlive: () => true,
  now: () => new Date(),
  log: createLog({ level: "silent", isReadable: false }),
  store: () => Promise.reject(new Error("the database is away")),
  isTransient: () => true,
  flushIntervalMs: 10,
});

function settleSome(): void {
  for (let count = 0; count < 200; count++) {
    const record = executionRecord(organizationId, { inputPreview: "x".repeat(2_000) });
    recorder.open(pendingOf(record));
    recorder.settle(record);
    process.stdout.write(`${record.id}\n`);
  }
  const underWay = executionRecord(organizationId, { requestId: "under-way" });
  recorder.open(pendingOf(underWay));
  setImmediate(settleSome);
}
settleSome();
