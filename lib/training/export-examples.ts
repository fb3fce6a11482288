import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { exportRows, type ExportColumn } from "@/lib/platform/csv";
import { notFound } from "@/lib/platform/errors";
import { getTask } from "@/lib/registry";
import type { Task } from "@/lib/registry/schemas";
import { eachExample, findDataset } from "./dataset-store";
import type { ExportExamplesQuery } from "./example-schemas";
import { selectDecided } from "./pool-store";
import type { LabelledRow } from "./read-labelled-csv";

const COLUMNS: ExportColumn<LabelledRow>[] = [
  { name: "text", value: ({ text }) => text },
  { name: "label", value: ({ label }) => label },
];

/** Labelled rows as a file: a dataset's, or the task's accepted examples. What is exported can be imported again. */
export async function exportExamples(
  ctx: Ctx,
  { task: slug, datasetId, format }: ExportExamplesQuery,
): Promise<Response> {
  requireScope(ctx, "read");
  const task = await getTask(ctx, slug);
  const dataset = datasetId ? await findDataset(ctx, datasetId) : null;
  if (datasetId && dataset?.task !== slug) {
    throw notFound(`The task ${slug} has no dataset ${datasetId}`, { field: "datasetId" });
  }
  const rows = dataset ? eachExample(ctx, dataset.id) : acceptedRows(ctx, slug);
  return exportRows({
    format,
    columns: format === "jsonl" ? conversationColumns(task) : COLUMNS,
    rows,
    fileName: `${slug}-examples-${ctx.now().toISOString().slice(0, 10)}`,
  });
}

/** OpenAI's format for fine-tuning chat models: https://platform.openai.com/docs/guides/supervised-fine-tuning */
const conversationColumns = ({ name, description }: Task): ExportColumn<LabelledRow>[] => [
  {
    name: "messages",
    value: ({ text, label }) => [
      { role: "system", content: `${name}. ${description} Answer with the category alone.`.replace(/\s+/g, " ") },
      { role: "user", content: text },
      { role: "assistant", content: label },
    ],
  },
];

async function* acceptedRows(ctx: Ctx, task: string): AsyncGenerator<LabelledRow> {
  for (const { text, label, state } of await selectDecided(ctx, task)) if (state !== "rejected") yield { text, label };
}
