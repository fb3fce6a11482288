import { createRecorder } from "@/lib/executions";
import { executionRecord, pendingOf } from "@/lib/executions/test-executions";
import { createLog } from "@/lib/platform/log";

/** Settles executions until it is killed, with a database that is away, and writes out each id that was acknowledged. */
const [folder, organizationId] = process.argv.slice(2) as [string, string];
const recorder = createRecorder({
  folder,
  owner: { pid: process.pid, start: "killed" },
  isProcessAlive: () => true,
  now: () => new Date(),
  log: createLog({ level: "silent", isReadable: false }),
  store: () => Promise.reject(new Error("away")),
  isTransient: () => true,
});

function settleSome(): void {
  for (let count = 0; count < 100; count++) {
    const record = executionRecord(organizationId, { outputPreview: "x".repeat(1_000) });
    recorder.open(pendingOf(record));
    recorder.settle(record);
    process.stdout.write(`${record.id}\n`);
  }
  setImmediate(settleSome);
}
settleSome();
