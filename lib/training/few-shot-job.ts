import { z } from "zod";
import { DeployInput } from "@/lib/deployments/schemas";
import { AppError } from "@/lib/platform/errors";
import type { JobContext, JobHandler } from "@/lib/platform/jobs";
import { labelPrompt, splitByText, type Embedder } from "@/lib/providers";
import type { ModelVersion } from "@/lib/registry/schemas";
import { diverseExamples, evenSample, helpfulExamples, type Candidate } from "./choose-examples";
import { selectSourcedExamples, type SourcedExample } from "./dataset-store";
import { FewShotInput, type ExampleChoice } from "./few-shot-schemas";
import { countCall, measureInstruction, type AskedRow, type Purse } from "./measure-instruction";
import { draftVersion, dropDrafts, publishInstruction } from "./publish-instruction";
import { fewShotStateOf, findRun, writeRunState, type RunRow } from "./run-store";

const Payload = z.object({
  runId: z.uuid(),
  activate: z.boolean(),
  onlyIfBetter: z.boolean().default(false),
  deployment: DeployInput.optional(),
  fewShot: FewShotInput,
});

/** Prompts are compared on so many examples that are neither shown nor measure the winner. */
const TRIED_ON = 40;
/** Examples are chosen among so many. */
const MOST_CANDIDATES = 2_000;
/** Choosing may spend this share of the cap, so that the winner can be measured. */
const CHOOSING_SHARE = 0.5;
/** What was spent is written down after so many calls: a process that dies forgets fewer than these. */
const WRITTEN_EVERY = 10;

type Draft = ModelVersion & { artefactBytes: number };
type Tried = { choice: ExampleChoice; examples: SourcedExample[]; draft: Draft; answers: AskedRow[]; accuracy: number };

/**
 * Chooses the examples that a chat model's prompt shows, measures the prompt on what was held out and publishes it as a
 * version of the model. Tried are the labels alone, diverse examples, and those that are near to the mistakes.
 */
export function fewShotJob(embedder: Pick<Embedder, "embed">): JobHandler {
  return async (job) => {
    const payload = Payload.parse(job.payload);
    const run = await findRun(job.ctx, payload.runId);
    if (!run?.baseModel) throw new Error(`The training run ${payload.runId} is gone`);
    job.progress({ done: 0, total: null, step: "Reading the examples" });
    const rows = await selectSourcedExamples(job.ctx, run.datasetId);
    const { train, heldOut } = splitByText(rows, run.validationShare, run.seed);
    const learning = Array.from(train, (row) => rows[row]!);
    const measuring = evenSample(
      Array.from(heldOut, (row) => rows[row]!),
      payload.fewShot.measured,
      run.seed,
    );
    const chooser = {
      job,
      run,
      payload: payload.fewShot,
      embedder,
      purse: { ...fewShotStateOf(run), isPriceUnknown: false },
    };
    const tried = await tryPrompts(chooser, learning, [...new Set(rows.map(({ label }) => label))].sort());
    try {
      const winner = best(tried);
      const { answers, isCut } = await ask(chooser, winner.draft, measuring, "Measuring the chosen prompt", 1);
      const { purse } = chooser;
      const result = await publishInstruction(job, {
        run,
        method: "few_shot",
        draft: winner.draft,
        answers,
        trainCount: learning.length,
        purse,
        service: payload,
        embedder,
        extra: {
          fewShot: {
            tried: tried.map((one) => ({
              choice: one.choice,
              exampleCount: one.examples.length,
              accuracy: one.accuracy,
              count: one.answers.length,
              isChosen: one === winner,
            })),
            callCount: purse.callCount,
            costUsd: purse.isPriceUnknown ? null : purse.costUsd,
            isCut,
          },
        },
      });
      return { models: [{ model: result.model, version: result.version, accuracy: result.accuracy }] };
    } finally {
      await dropDrafts(
        job.ctx,
        tried.map(({ draft }) => draft),
      );
    }
  };
}

type Chooser = {
  job: JobContext;
  run: RunRow;
  payload: FewShotInput;
  embedder: Pick<Embedder, "embed">;
  /** What an attempt that died has spent is in it. */
  purse: Purse;
};

async function tryPrompts(chooser: Chooser, learning: readonly SourcedExample[], labels: string[]): Promise<Tried[]> {
  const { run, payload, embedder, job } = chooser;
  const trial = evenSample(learning, Math.min(TRIED_ON, Math.floor(learning.length / 2)), run.seed);
  const aside = new Set(trial);
  const pool = evenSample(
    learning.filter((row) => !aside.has(row)),
    MOST_CANDIDATES,
    run.seed + 1,
  );
  const hasLogprobs = await tellsLogprobs(chooser, labels, trial);
  const tried: Tried[] = [];
  const attempt = async (choice: ExampleChoice, examples: SourcedExample[]): Promise<Tried | null> => {
    const draft = await draftFor(chooser, { labels, examples, hasLogprobs });
    const { answers, isCut } = await ask(chooser, draft, trial, STEPS[choice], CHOOSING_SHARE);
    // A part of the examples would compare unlike with unlike; the first prompt has to do in any case.
    if (isCut && tried.length > 0) {
      await dropDrafts(job.ctx, [draft]);
      return null;
    }
    const right = answers.filter(({ predicted, truth }) => predicted === truth).length;
    const one = { choice, examples, draft, answers, accuracy: answers.length === 0 ? 0 : right / answers.length };
    tried.push(one);
    return isCut ? null : one;
  };

  const bare = await attempt("labels", []);
  if (!bare || payload.examples === 0 || pool.length === 0) return tried;
  const vectors = await embedder.embed(
    [...pool, ...trial].map(({ text }) => text),
    job.signal,
  );
  const candidates = pool.map(({ label }, index): Candidate => ({ label, vector: vectors[index]! }));
  const pick = (indices: readonly number[]) => indices.map((index) => pool[index]!);
  const diverse = await attempt("diverse", pick(diverseExamples(candidates, payload.examples)));
  if (!diverse) return tried;
  const mistakes = diverse.answers.flatMap((answer): Candidate[] => {
    const at = trial.findIndex(({ text }) => text === answer.text);
    return answer.predicted === answer.truth ? [] : [{ label: answer.truth, vector: vectors[pool.length + at]! }];
  });
  if (mistakes.length > 0) await attempt("helpful", pick(helpfulExamples(candidates, mistakes, payload.examples)));
  return tried;
}

const STEPS = {
  labels: "Trying the labels alone",
  diverse: "Trying diverse examples",
  helpful: "Trying examples near to the mistakes",
} as const satisfies Record<ExampleChoice, string>;

function draftFor(
  { job, run }: Chooser,
  parts: { labels: string[]; examples: readonly SourcedExample[]; hasLogprobs: boolean },
) {
  const { labels, examples, hasLogprobs } = parts;
  return draftVersion(job.ctx, run, run.baseModel!, {
    upstreamId: null,
    system: labelPrompt(labels),
    examples: examples.map(({ text, label }) => ({ input: text, output: label })),
    labels,
    hasLogprobs,
  });
}

/** Whether the model tells how likely its answer was: some refuse to be asked for it, others do not answer it. */
async function tellsLogprobs(chooser: Chooser, labels: string[], [row]: readonly SourcedExample[]): Promise<boolean> {
  if (!row) return false;
  const draft = await draftFor(chooser, { labels, examples: [], hasLogprobs: true });
  const confidence = await probe(chooser, draft, row);
  if (confidence === null) await dropDrafts(chooser.job.ctx, [draft]);
  return confidence !== null;
}

async function probe(
  { job, run, purse }: Chooser,
  version: ModelVersion,
  { text }: SourcedExample,
): Promise<number | null> {
  const { taskSlug: task, modelSlug: model } = version;
  const answer = await job.ctx.runtime.callTask(job.ctx, {
    task,
    model,
    version,
    configuration: { fallbacks: [], cascade: null, council: null, agreement: null },
    messages: [{ role: "user", content: text }],
    tags: { training_run: run.id },
    signal: job.signal,
  });
  countCall(purse, answer);
  return answer.confidence;
}

async function ask(
  { job, run, purse, payload }: Chooser,
  version: Draft,
  rows: readonly SourcedExample[],
  step: string,
  share: number,
) {
  let writing = Promise.resolve();
  const write = () => {
    const { callCount, costUsd } = purse;
    writing = writing.then(() => writeRunState(job.ctx, run.id, { callCount, costUsd }));
  };
  try {
    return await measureInstruction(job.ctx, rows, {
      version,
      purse,
      maxCostUsd: payload.maxCostUsd * share,
      tags: { training_run: run.id },
      signal: job.signal,
      onAnswer: (done) => {
        job.progress({ done, total: rows.length, step });
        if (done % WRITTEN_EVERY === 0) write();
      },
    });
  } finally {
    write();
    await writing;
  }
}

/** The most accurate; the one with fewer examples unless the other is right more often. */
function best(tried: readonly Tried[]): Tried {
  const [first, ...others] = tried;
  if (!first || first.answers.length === 0) {
    throw new AppError("invalid_input", "The spend cap was reached before a single prompt was tried: raise it");
  }
  return others.reduce((winner, one) => (one.accuracy > winner.accuracy ? one : winner), first);
}
