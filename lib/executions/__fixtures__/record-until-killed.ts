import { createPrismaClient } from "@/lib/platform/db/prisma-client";
import { openPostgres } from "@/lib/platform/db/open-postgres";
import { testCtx } from "@/lib/platform/test-runtime";
import { readReportedRows } from "../read-recorded";
import { recordExecutions } from "../record-executions";
import { recordingProcess } from "../test-recording";
import { killedBatch, killedClient } from "./killed-batch";

/** Records batch after batch over the database and writes each number out once it was acknowledged. */
const [databaseUrl, folder, organizationId] = process.argv.slice(2) as [string, string, string];
const pool = await openPostgres({ databaseUrl, patienceMs: 5_000 });
const { runtime } = recordingProcess(createPrismaClient(pool), folder, { flushIntervalMs: 20 });
const ctx = { ...testCtx(runtime, organizationId), actor: killedClient(organizationId) };

for (let batch = 0; ; batch++) {
  const body = killedBatch(batch);
  await recordExecutions(ctx, readReportedRows(body), { idempotencyKey: `batch ${batch}` });
  process.stdout.write(`${batch}\n`);
}
