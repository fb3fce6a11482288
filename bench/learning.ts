import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { answerMetrics, giveFeedback } from "@/lib/feedback";
import { AnswerMetricsQuery, FeedbackInput } from "@/lib/feedback/schemas";
import { openTestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { seededRandom } from "@/lib/platform/seeded-random";
import { fnv1a } from "@/lib/platform/stats/assignment/hash-to-share";
import { parseClassifier, trainInThread } from "@/lib/providers";
import { createTask, loadArtefact } from "@/lib/registry";
import { CreateTaskInput } from "@/lib/registry/schemas";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { dataQuality, listExamples, reviewExample } from "@/lib/training";
import { ListExamplesQuery } from "@/lib/training/schemas";
import { fillExamples } from "./support/fill-examples";
import { fillExecutions } from "./support/fill-executions";
import { readLabelledFile } from "./support/labelled-file";
import { quantile } from "./support/print-table";

/**
 * How long the learning pipeline takes where it is large, each figure beside a baseline of the same run: one JSON line a
 * figure. `--file` (text,category) is what the models learn; `--executions` (Default: 1000000) and `--examples`
 * (Default: 100000) are written with SQL, on PostgreSQL or, with `--embedded`, in the embedded database. `loadAverage`: how
 * busy the machine was, on which all times depend.
 */
const { values } = parseArgs({
  options: {
    file: { type: "string", default: path.join("lib", "demo-data", "tickets.csv") },
    executions: { type: "string", default: "1000000" },
    examples: { type: "string", default: "100000" },
    embedded: { type: "boolean", default: false },
    repeats: { type: "string", default: "200" },
  },
});
const [executions, examples, repeats] = [values.executions, values.examples, values.repeats].map(Number) as [
  number,
  number,
  number,
];
const TASK = "task_3";
const DAYS = 30;
const DIMENSIONS = 384;
const random = seededRandom(20260310);

const database = await openTestDatabase(values.embedded ? "embedded" : "postgres");
const folder = mkdtempSync(path.join(os.tmpdir(), "gym-bench-"));
try {
  const now = new Date();
  const runtime = registryRuntime(database.db, {}, { now: () => now });
  const ctx = await seededCtx(runtime);
  const { organizationId } = ctx;
  await createTask(ctx, CreateTaskInput.parse({ slug: TASK, name: "Bench", kind: "classification" }));
  const print = (figure: string, facts: object) =>
    console.log(
      JSON.stringify({ bench: "learning", database: database.kind, figure, ...facts, loadAverage: os.loadavg()[0] }),
    );

  for (const { classifier, bytes, sha256, labels } of await models()) {
    const createdAt = now;
    const facts = { sizeBytes: bytes.byteLength, contentType: "application/x-ai-gym-classifier", createdAt };
    await database.db.artefact.create({ data: { organizationId, sha256, bytes: new Uint8Array(bytes), ...facts } });
    const file = path.join(folder, sha256);
    writeFileSync(file, bytes);
    const load = await timed(20, async () => {
      parseClassifier(await loadArtefact(database.db, { organizationId, sha256 }));
    });
    const baseline = await timed(20, async () => void createHash("sha256").update(readFileSync(file)).digest("hex"));
    print("artefact load", {
      classifier,
      labels,
      bytes: bytes.byteLength,
      wantedMsP95: 300,
      ...load,
      fileAndChecksum: baseline,
    });
  }

  const began = performance.now();
  await fillExecutions(database, organizationId, { rows: executions, days: DAYS, seed: 1, now });
  await fillExamples(database, organizationId, { task: TASK, rows: examples, labels: 150, now });
  await database.pool.query("VACUUM (ANALYZE)");
  console.error(`Written in ${((performance.now() - began) / 1_000).toFixed(0)} s`);

  const { rows: judged } = await database.pool.query<{ id: string }>(
    `SELECT id FROM executions WHERE organization_id = $1 AND status = 'success' ORDER BY md5(id::text) LIMIT $2`,
    [organizationId, repeats * 3],
  );
  let next = 0;
  const say = () => {
    const executionId = judged[next++]!.id;
    const entry = { executionId, kind: "approval", value: random() < 0.8, userRef: `user-${next % 50}` };
    return giveFeedback(ctx, { rows: [FeedbackInput.parse(entry)], nameOf: () => "feedback" });
  };
  const insert = () =>
    database.pool.query(
      `INSERT INTO feedback (organization_id, id, execution_id, execution_at, task_slug, model_slug, model_version, kind, value, source,
         giver, moves_quality, given_at)
       VALUES ($1, $2, $3, now(), $4, '', '', 'comment', '"-"', 'user', 'bench', false, now())`,
      [organizationId, newId(), judged[next++]!.id, TASK],
    );
  print("feedback", {
    executions,
    wantedMsP95: 20,
    ...(await timed(repeats, say)),
    bareInsert: await timed(repeats, insert),
  });

  const since = new Date(now.getTime() - DAYS * 86_400_000);
  const fromRows = await timed(3, () =>
    database.pool.query(
      `SELECT task_slug, count(*), count(*) FILTER (WHERE status = 'success'), sum(cost_usd), sum(input_tokens),
         sum(output_tokens) FROM executions WHERE organization_id = $1 AND created_at >= $2 GROUP BY 1`,
      [organizationId, since],
    ),
  );
  for (const query of [{ period: "month" }, { period: "day" }, { period: "month", task: TASK }]) {
    const asked = AnswerMetricsQuery.parse(query);
    const measured = await timed(repeats / 4, () => answerMetrics(ctx, asked));
    print("metrics", { executions, query, wantedMsP95: 50, ...measured, sameMonthFromRows: fromRows });
  }

  const queue = ListExamplesQuery.parse({ task: TASK, state: "pending", order: "informative" });
  const { items } = await listExamples(ctx, { ...queue, limit: 200 });
  const unordered = await timed(repeats / 4, () =>
    database.pool.query(
      `SELECT * FROM pool_examples WHERE organization_id = $1 AND task_slug = $2 AND state = 'pending'
       ORDER BY quality + informativeness DESC LIMIT 50`,
      [organizationId, TASK],
    ),
  );
  print("review queue, first page", {
    examples,
    wantedMsP95: 100,
    ...(await timed(repeats / 4, () => listExamples(ctx, queue))),
    sortedWithoutIndex: unordered,
  });
  let at = 0;
  const decide = () => reviewExample(ctx, items[at++]!.id, { action: at % 2 === 0 ? "accept" : "reject" });
  print("review decision", { examples, wantedMsP95: 100, ...(await timed(100, decide)) });
  print("statistics of the data", { examples, ...(await timed(20, () => dataQuality(ctx, { task: TASK }))) });
  await runtime.registry.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
  await database.close();
}

/** Vectors of words in place of the encoder's: an artefact is as large, and as quick to read, whatever it learnt. */
async function models() {
  const rows = readLabelledFile(values.file).slice(0, 6_000);
  const vectorOf = (text: string) => {
    const vector = new Float32Array(DIMENSIONS);
    for (const word of text.toLowerCase().split(/\W+/)) vector[fnv1a(word) % DIMENSIONS]! += 1;
    const length = Math.hypot(...vector) || 1;
    return vector.map((value) => value / length);
  };
  const trained = await trainInThread({
    examples: rows,
    classifiers: ["nb", "tfidf", "encoder", "council"],
    seed: 1,
    validationShare: 0.1,
    embed: (texts) => Promise.resolve(texts.map(vectorOf)),
  });
  return trained.map(({ classifier, artefact, sha256, labels }) => ({
    classifier,
    bytes: artefact,
    sha256,
    labels: labels.length,
  }));
}

async function timed(runs: number, work: () => Promise<unknown>): Promise<{ msP50: number; msP95: number }> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  const rounded = (share: number) => Math.round(quantile(times, share) * 100) / 100;
  return { msP50: rounded(0.5), msP95: rounded(0.95) };
}
