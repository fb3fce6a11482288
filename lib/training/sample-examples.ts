import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { LabelledRow } from "./read-labelled-csv";

/**
 * At most `most` examples of a dataset, evenly over its labels; which ones is decided by a hash of the text, so that it is
 * the same draw every time. Empty for a dataset that is not this organization's.
 */
export async function sampleExamples(ctx: Ctx, datasetId: string, most: number): Promise<LabelledRow[]> {
  requireScope(ctx, "read");
  return ctx.db.$queryRaw<LabelledRow[]>`
    SELECT text, label FROM (
      SELECT text, label, row_number() OVER (PARTITION BY label ORDER BY md5(text), position) AS place
      FROM training_examples
      WHERE organization_id = ${ctx.organizationId}::uuid AND dataset_id = ${datasetId}::uuid
    ) AS example
    ORDER BY place, label LIMIT ${most}`;
}
