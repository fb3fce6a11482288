import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { deleteExamples, insertExamples, toDataset } from "./dataset-store";
import { requireLearningTask } from "./learning-task";
import { readLabelled, type ImportFormat } from "./read-labelled";
import type { LabelledRow, ReadRow } from "./read-labelled-csv";
import type { Dataset, RejectedRow } from "./schemas";

export type ImportInput = {
  task: string;
  name?: string | undefined;
  source?: "import" | "demo";
  /** (Default: csv.) */
  format?: ImportFormat;
};

const BATCH_SIZE = 1_000;
const MAX_REPORTED_ROWS = 100;

/**
 * Stores a labelled file as a new dataset, row by row as it arrives. Rows that cannot be used, exact repetitions among
 * them, are counted and reported with their line. Nothing stays of an import that breaks off.
 * Throws `invalid_input` when no row is usable.
 */
export async function importDataset(ctx: Ctx, input: ImportInput, bytes: AsyncIterable<Uint8Array>): Promise<Dataset> {
  requireScope(ctx, "write");
  const { maxLabelCharacters } = await requireLearningTask(ctx, input.task);
  const id = newId(ctx.now().getTime());
  try {
    const counted = await storeRows(ctx, id, readLabelled(input.format ?? "csv", bytes, maxLabelCharacters));
    if (counted.rowCount === 0) {
      const first = counted.rejected.rows[0];
      throw invalidInput(
        `No row can be used${first ? `. Line ${first.line}: ${first.reason}` : ": the file has a header only"}`,
      );
    }
    return await createDataset(ctx, id, input, counted);
  } catch (error) {
    await deleteExamples(ctx, id);
    throw error;
  }
}

type Counted = Pick<Dataset, "rowCount" | "labelCount" | "checksum" | "rejected">;

async function storeRows(ctx: Ctx, datasetId: string, reading: AsyncIterable<ReadRow>): Promise<Counted> {
  const checksum = createHash("sha256");
  const lineOfRow = new Map<string, number>();
  const labels = new Set<string>();
  const rejected: { count: number; rows: RejectedRow[] } = { count: 0, rows: [] };
  let rowCount = 0;
  let batch: LabelledRow[] = [];

  const reject = (row: RejectedRow) => {
    rejected.count++;
    if (rejected.rows.length < MAX_REPORTED_ROWS) rejected.rows.push(row);
  };
  const store = async () => {
    await insertExamples(ctx, datasetId, rowCount, batch);
    rowCount += batch.length;
    batch = [];
  };

  for await (const read of reading) {
    ctx.signal?.throwIfAborted();
    if ("reason" in read) {
      reject(read);
      continue;
    }
    const digest = createHash("sha1").update(read.row.text).update("\u0000").update(read.row.label).digest("base64");
    const earlier = lineOfRow.get(digest);
    if (earlier !== undefined) {
      reject({ line: read.line, reason: `is the same as line ${earlier}` });
      continue;
    }
    lineOfRow.set(digest, read.line);
    labels.add(read.row.label);
    checksum.update(JSON.stringify(read.row));
    batch.push(read.row);
    if (batch.length === BATCH_SIZE) await store();
  }
  if (batch.length > 0) await store();
  return { rowCount, labelCount: labels.size, checksum: checksum.digest("hex"), rejected };
}

async function createDataset(ctx: Ctx, id: string, input: ImportInput, counted: Counted): Promise<Dataset> {
  const createdAt = ctx.now();
  const name = input.name ?? `Import of ${createdAt.toISOString().slice(0, 16).replace("T", " ")}`;
  return ctx.db.$transaction(async (tx) => {
    const row = await tx.dataset.create({
      data: {
        organizationId: ctx.organizationId,
        id,
        taskSlug: input.task,
        name,
        source: input.source ?? "import",
        ...counted,
        createdBy: ctx.actor.name,
        createdAt,
      },
    });
    await recordAudit(tx, ctx, {
      action: "dataset.import",
      subjectType: "dataset",
      subjectId: id,
      before: null,
      after: { task: input.task, name, rowCount: counted.rowCount, checksum: counted.checksum },
    });
    return toDataset(row);
  });
}
