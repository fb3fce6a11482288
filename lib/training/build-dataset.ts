import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { requireLearningTask } from "./learning-task";
import { deleteExamples, eachExample, findDataset, insertExamples, selectDatasets, toDataset } from "./dataset-store";
import type { BuildDatasetInput, HeldBackSource } from "./example-schemas";
import { heldBackSources, isHeldBack } from "./held-back-sources";
import { selectDecided } from "./pool-store";
import type { LabelledRow } from "./read-labelled-csv";
import type { Dataset } from "./schemas";
import { textHash } from "./text-signature";

/** Two examples this alike with one label teach the same, and would be on both sides of the held-out split. */
const TOO_ALIKE = 0.9;
const BATCH_SIZE = 1_000;

type Row = LabelledRow & { exampleId?: string };

/**
 * Makes an immutable dataset of the accepted examples and, in front of them, the rows of an imported one. Where both
 * know a text, what was reviewed counts; rows whose label a reviewer rejected are left out, and so are near copies
 * with the same label. Throws `invalid_input` when nothing is left.
 */
export async function buildDataset(ctx: Ctx, input: BuildDatasetInput): Promise<Dataset> {
  requireScope(ctx, "write");
  const { slug: task } = await requireLearningTask(ctx, input.task);
  const base = await chooseBase(ctx, task, input.baseDatasetId);
  const id = newId(ctx.now().getTime());
  try {
    const heldBack = await heldBackSources(ctx, task, base);
    const counted = await storeRows(ctx, id, rowsOf(ctx, task, base, new Set(heldBack.map(({ giver }) => giver))));
    if (counted.rowCount === 0) {
      throw invalidInput(
        `The task ${task} has no accepted example and no imported dataset: review or import some first`,
        {
          field: "task",
        },
      );
    }
    return await insertDataset(ctx, { id, task, name: input.name, base, counted, heldBack });
  } catch (error) {
    await deleteExamples(ctx, id);
    throw error;
  }
}

async function chooseBase(ctx: Ctx, task: string, id: string | null | undefined): Promise<Dataset | null> {
  if (id === null) return null;
  if (id === undefined) return newestImport(ctx, task);
  const dataset = await findDataset(ctx, id);
  if (!dataset || dataset.task !== task) {
    throw notFound(`The task ${task} has no dataset ${id}`, { field: "baseDatasetId" });
  }
  return dataset;
}

/** The newest dataset of a task that was imported, not built. */
export async function newestImport(ctx: Ctx, task: string): Promise<Dataset | null> {
  const datasets = await selectDatasets(ctx, task, 200, null);
  return datasets.find(({ source }) => source !== "pool") ?? null;
}

async function* rowsOf(
  ctx: Ctx,
  task: string,
  base: Dataset | null,
  heldBack: ReadonlySet<string>,
): AsyncGenerator<Row> {
  const decided = await selectDecided(ctx, task);
  const accepted = decided.filter((one) => one.state !== "rejected" && !isHeldBack(one, heldBack));
  const labelOf = new Map(accepted.map(({ textHash: hash, label }) => [hash, label]));
  const refused = new Set(
    decided.filter(({ state }) => state === "rejected").map((one) => `${one.textHash}\n${one.label}`),
  );
  const seen = new Set<string>();
  if (base) {
    let count = 0;
    for await (const row of eachExample(ctx, base.id)) {
      if (++count % BATCH_SIZE === 0) await setImmediate();
      const hash = textHash(row.text);
      const key = `${hash}\n${row.label}`;
      if (labelOf.has(hash) || refused.has(key) || seen.has(key)) continue;
      seen.add(key);
      yield row;
    }
  }
  const byId = new Map(accepted.map((example) => [example.id, example]));
  for (const { id, text, label, nearId, nearSimilarity } of accepted) {
    const near = nearId === null ? undefined : byId.get(nearId);
    if (near && near.label === label && (nearSimilarity ?? 0) >= TOO_ALIKE) continue;
    yield { text, label, exampleId: id };
  }
}

type Counted = Pick<Dataset, "rowCount" | "labelCount" | "checksum" | "poolCount">;

async function storeRows(ctx: Ctx, datasetId: string, rows: AsyncIterable<Row>): Promise<Counted> {
  const checksum = createHash("sha256");
  const labels = new Set<string>();
  let [rowCount, poolCount] = [0, 0];
  let batch: Row[] = [];
  const store = async () => {
    ctx.signal?.throwIfAborted();
    await insertExamples(ctx, datasetId, rowCount, batch);
    rowCount += batch.length;
    batch = [];
  };
  for await (const row of rows) {
    labels.add(row.label);
    if (row.exampleId) poolCount++;
    checksum.update(JSON.stringify({ text: row.text, label: row.label }));
    batch.push(row);
    if (batch.length === BATCH_SIZE) await store();
  }
  if (batch.length > 0) await store();
  return { rowCount, poolCount, labelCount: labels.size, checksum: checksum.digest("hex") };
}

type Built = {
  id: string;
  task: string;
  name: string | undefined;
  base: Dataset | null;
  counted: Counted;
  heldBack: HeldBackSource[];
};

async function insertDataset(ctx: Ctx, { id, task, name: given, base, counted, heldBack }: Built): Promise<Dataset> {
  const createdAt = ctx.now();
  const name = given ?? `Reviewed examples of ${createdAt.toISOString().slice(0, 16).replace("T", " ")}`;
  return ctx.db.$transaction(async (tx) => {
    const row = await tx.dataset.create({
      data: {
        organizationId: ctx.organizationId,
        id,
        taskSlug: task,
        name,
        source: "pool",
        ...counted,
        baseDatasetId: base?.id ?? null,
        heldBack,
        rejected: { count: 0, rows: [] },
        createdBy: ctx.actor.name,
        createdAt,
      },
    });
    await recordAudit(tx, ctx, {
      action: "dataset.build",
      subjectType: "dataset",
      subjectId: id,
      before: null,
      after: { task, name, ...counted, baseDatasetId: base?.id ?? null, heldBack },
    });
    return toDataset(row);
  });
}
