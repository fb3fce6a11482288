import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { estimateUsage, splitByText } from "@/lib/providers";
import { selectExamples } from "./dataset-store";
import { requireLearningTask } from "./learning-task";
import type { EstimateTuningQuery, TuningEstimate } from "./schemas";
import { chooseDataset } from "./start-training";
import { requireTrainableModel, tuningSizeProblem } from "./trainable-model";
import { tuningMessages } from "./tuning-file";

/** So many examples are counted; more are taken to be as long as these. */
const COUNTED = 500;
/** Tokens around each message (OpenAI's cookbook, "How to count tokens"). */
const PER_EXAMPLE = 3 * 3 + 3;

/** What fine-tuning would take, before anything is uploaded. Throws `invalid_input` for a model that cannot be tuned. */
export async function estimateTuning(ctx: Ctx, query: EstimateTuningQuery): Promise<TuningEstimate> {
  requireScope(ctx, "read");
  const { slug: task } = await requireLearningTask(ctx, query.task);
  await requireTrainableModel(ctx, query.model, "fine_tune");
  const dataset = await chooseDataset(ctx, task, query.datasetId);
  const problem = tuningSizeProblem(dataset.rowCount, query.validationShare);
  const rows = await selectExamples(ctx, dataset.id);
  const { train, heldOut } = splitByText(rows, query.validationShare, query.seed);
  const step = Math.max(1, train.length / COUNTED);
  const counted = Array.from(
    { length: Math.min(COUNTED, train.length) },
    (_, at) => rows[train[Math.floor(at * step)]!]!,
  );
  const text = counted.flatMap((row) => tuningMessages(row).map(({ content }) => content)).join("\n");
  const { inputTokens } = await estimateUsage(text, "");
  const perExample = counted.length === 0 ? 0 : inputTokens / counted.length + PER_EXAMPLE;
  const tokensPerEpoch = Math.round(perExample * train.length);
  const epochs = query.epochs ?? usualEpochs(train.length);
  const trainedTokens = tokensPerEpoch * epochs;
  return {
    trainCount: train.length,
    heldOutCount: heldOut.length,
    tokensPerEpoch,
    epochs,
    isEpochsAsked: query.epochs !== undefined,
    trainedTokens,
    costUsd: query.pricePerMillion === undefined ? null : (trainedTokens / 1_000_000) * query.pricePerMillion,
    problem,
  };
}

/** What OpenAI chooses by itself (cookbook, "Data preparation and analysis for chat model fine-tuning"): three, more for few examples. */
function usualEpochs(examples: number): number {
  if (examples * 3 < 100) return Math.min(25, Math.max(1, Math.floor(100 / Math.max(1, examples))));
  if (examples * 3 > 25_000) return Math.max(1, Math.floor(25_000 / examples));
  return 3;
}
