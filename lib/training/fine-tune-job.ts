import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { DeployInput } from "@/lib/deployments/schemas";
import type { Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { getJob, type JobContext, type JobHandler } from "@/lib/platform/jobs";
import { isProviderError, splitByText, TUNED_PROMPT, type Embedder, type RemoteJob } from "@/lib/providers";
import { registerModel, type ProviderState, type RoutableModel } from "@/lib/registry";
import { evenSample } from "./choose-examples";
import { selectSourcedExamples, type SourcedExample } from "./dataset-store";
import { FineTuneInput, type TuningState } from "./fine-tune-schemas";
import { measureInstruction, type Purse } from "./measure-instruction";
import { draftVersion, dropDrafts, publishInstruction } from "./publish-instruction";
import { findRun, tuningStateOf, writeRunState, type RunRow } from "./run-store";
import { requireTrainableModel } from "./trainable-model";
import { tuningFile } from "./tuning-file";

const Payload = z.object({
  runId: z.uuid(),
  activate: z.boolean(),
  onlyIfBetter: z.boolean().default(false),
  deployment: DeployInput.optional(),
  fineTune: FineTuneInput,
});

/** Milliseconds. */
export type TuningPatience = {
  /** First and longest pause between two looks; each is half as long again as the one before. */
  pollMs: number;
  maxPollMs: number;
  /** How long the provider may fail to answer before the run gives up. */
  outageMs: number;
};

const USUAL: TuningPatience = { pollMs: 5_000, maxPollMs: 60_000, outageMs: 3_600_000 };
/** The provider's limit for its part of the model's name is 18 characters in older versions of the protocol. */
const SUFFIX_CHARACTERS = 18;

/**
 * Fine-tunes a chat model at its provider: uploads the examples to learn from, starts the job, watches it, measures what
 * came of it and publishes it. Every step is written down first, so that a process that takes over goes on where the
 * other one was, and no job is started twice.
 */
export function fineTuneJob(embedder: Pick<Embedder, "embed">, patience: TuningPatience = USUAL): JobHandler {
  return async (job) => {
    const payload = Payload.parse(job.payload);
    const run = await findRun(job.ctx, payload.runId);
    if (!run?.baseModel) throw new Error(`The training run ${payload.runId} is gone`);
    const { model, provider } = await requireTrainableModel(job.ctx, run.baseModel, "fine_tune");
    const tuner: Tuner = { job, run, model, provider, patience, input: payload.fineTune, state: tuningStateOf(run) };
    try {
      await begin(tuner);
      await watch(tuner);
    } catch (error) {
      if (job.signal.aborted) await cancelRemote(tuner);
      throw error;
    }
    const result = await measureAndPublish(tuner, payload, embedder);
    return { models: [{ model: result.model, version: result.version, accuracy: result.accuracy }] };
  };
}

type Tuner = {
  job: JobContext;
  run: RunRow;
  model: RoutableModel;
  provider: ProviderState;
  patience: TuningPatience;
  input: FineTuneInput;
  state: TuningState;
};

async function note({ job, run, state }: Tuner, changes: Partial<TuningState>): Promise<void> {
  Object.assign(state, changes);
  await job.ctx.db.$transaction((tx) => job.requireLease(tx));
  await writeRunState(job.ctx, run.id, state);
}

async function begin(tuner: Tuner): Promise<void> {
  const { job, run, model, provider, input, state } = tuner;
  const { fineTuning } = job.ctx.runtime;
  const call = { endpoint: provider.endpoint, signal: job.signal };
  if (state.fileId === null) {
    job.progress({ done: 0, total: null, step: "Uploading the examples" });
    const { learning } = await splitOf(tuner);
    const text = tuningFile(learning);
    const fileId = await patiently(tuner, () => fineTuning.upload(call, { name: `ai-gym-${run.id}.jsonl`, text }));
    await note(tuner, { fileId });
  }
  if (state.jobId !== null) return;
  job.progress({ done: 0, total: null, step: "Starting the job at the provider" });
  const fileId = state.fileId!;
  const remote = await patiently(tuner, async () => {
    // An attempt that got no answer may have started it all the same.
    const known = await fineTuning.findByFile(call, fileId).catch(unlessUnsupported);
    const suffix = run.taskSlug.replaceAll("_", "-").slice(0, SUFFIX_CHARACTERS);
    return (
      known ??
      fineTuning.create(call, { model: model.upstreamId, fileId, epochs: input.epochs, suffix, seed: run.seed })
    );
  });
  await note(tuner, { jobId: remote.id, ...factsOf(remote) });
}

/** A compatible server may not list its jobs. */
function unlessUnsupported(error: unknown): null {
  if (isProviderError(error) && error.kind === "not_found") return null;
  throw error;
}

async function watch(tuner: Tuner): Promise<void> {
  const { job, provider, patience, state } = tuner;
  const { fineTuning } = job.ctx.runtime;
  const call = { endpoint: provider.endpoint, signal: job.signal };
  const id = state.jobId!;
  for (let pauseMs = patience.pollMs; ; pauseMs = Math.min(pauseMs * 1.5, patience.maxPollMs)) {
    const remote = await patiently(tuner, () => fineTuning.get(call, id)).catch((error: unknown) => {
      throw isProviderError(error) && error.kind === "not_found" ? vanished(tuner, id) : error;
    });
    const events = await fineTuning.events(call, id).catch(() => state.events);
    job.signal.throwIfAborted();
    await note(tuner, { ...factsOf(remote), events });
    const latest = events.at(-1)?.message;
    job.progress({ ...PROGRESS[remote.state], total: 4, ...(latest && { detail: latest }) });
    if (remote.state === "succeeded" && remote.model !== null) return;
    if (remote.state === "failed") {
      throw new AppError(
        "upstream_failed",
        `The provider could not fine-tune the model: ${remote.error ?? latest ?? "it gives no reason"}`,
      );
    }
    if (remote.state === "cancelled") {
      throw new AppError("conflict", `The job ${id} was cancelled at the provider, not here: nothing came of it`);
    }
    await sleep(pauseMs, undefined, { signal: job.signal });
  }
}

const PROGRESS = {
  validating_files: { done: 0, step: "The provider checks the examples" },
  queued: { done: 1, step: "Waiting for the provider to begin" },
  paused: { done: 1, step: "The provider has paused the job" },
  running: { done: 2, step: "The provider trains the model" },
  succeeded: { done: 3, step: "Trained; it is being measured" },
  failed: { done: 3, step: "The provider gave up" },
  cancelled: { done: 3, step: "Cancelled at the provider" },
} as const satisfies Record<RemoteJob["state"], { done: number; step: string }>;

const vanished = ({ model }: Tuner, id: string) =>
  new AppError(
    "upstream_failed",
    `${model.providerSlug} knows no job ${id} any more: it was deleted there, or the key belongs to another account now. Start the run again`,
  );

const factsOf = ({ state, model, trainedTokens, estimatedFinish }: RemoteJob) => ({
  state,
  model,
  trainedTokens,
  estimatedFinish,
});

/** Tries again, as long as the provider's outage is bearable. `Retry-After` is respected. */
async function patiently<Result>({ job, patience }: Tuner, ask: () => Promise<Result>): Promise<Result> {
  const sinceMs = performance.now();
  for (let pauseMs = patience.pollMs; ; pauseMs = Math.min(pauseMs * 2, patience.maxPollMs)) {
    try {
      return await ask();
    } catch (error) {
      job.signal.throwIfAborted();
      if (!isProviderError(error)) throw error;
      const waitMs = Math.max(pauseMs, error.retryAfterMs ?? 0);
      if (error.kind === "not_found") throw error;
      if (!error.isRetryable || performance.now() - sinceMs + waitMs > patience.outageMs) {
        throw new AppError("upstream_failed", `The provider refused the fine-tuning: ${error.message}`, {
          cause: error,
        });
      }
      await sleep(waitMs, undefined, { signal: job.signal });
    }
  }
}

/** A process that stops leaves the job to the next one; a person who cancels wants it to cost no more. */
async function cancelRemote({ job, run, provider, state }: Tuner): Promise<void> {
  const { isCancelRequested } = await getJob(job.ctx, run.jobId);
  if (isCancelRequested) await cancelTuning(job.ctx, { runId: run.id, provider, state });
}

const CANCEL_MS = 10_000;

/** Asks the provider to stop. Never throws: the run is over either way, and the log tells what the provider said. */
export async function cancelTuning(
  ctx: Ctx,
  { runId, provider, state }: { runId: string; provider: Pick<ProviderState, "endpoint">; state: TuningState },
): Promise<void> {
  if (state.jobId === null || ENDED.includes(state.state ?? "")) return;
  try {
    const call = { endpoint: provider.endpoint, signal: AbortSignal.timeout(CANCEL_MS) };
    const remote = await ctx.runtime.fineTuning.cancel(call, state.jobId);
    await writeRunState(ctx, runId, { ...state, ...factsOf(remote) });
  } catch (error) {
    ctx.runtime.log.warn(
      { err: error, remoteJobId: state.jobId },
      "A fine-tuning could not be cancelled at its provider",
    );
  }
}

const ENDED: readonly string[] = ["succeeded", "failed", "cancelled"];

type Split = { learning: SourcedExample[]; measuring: SourcedExample[]; labels: string[] };

async function splitOf({ job, run, input }: Tuner): Promise<Split> {
  const rows = await selectSourcedExamples(job.ctx, run.datasetId);
  const { train, heldOut } = splitByText(rows, run.validationShare, run.seed);
  return {
    learning: Array.from(train, (row) => rows[row]!),
    measuring: evenSample(
      Array.from(heldOut, (row) => rows[row]!),
      input.measured,
      run.seed,
    ),
    labels: [...new Set(rows.map(({ label }) => label))].sort(),
  };
}

async function measureAndPublish(tuner: Tuner, service: z.infer<typeof Payload>, embedder: Pick<Embedder, "embed">) {
  const { job, run, state } = tuner;
  const { learning, measuring, labels } = await splitOf(tuner);
  const modelSlug = await tunedModel(tuner);
  const instruction = { upstreamId: state.model!, system: TUNED_PROMPT, examples: [], labels, hasLogprobs: false };
  const draft = await draftVersion(job.ctx, run, modelSlug, instruction);
  const purse: Purse = { callCount: 0, costUsd: 0, isPriceUnknown: false };
  try {
    const { answers } = await measureInstruction(job.ctx, measuring, {
      version: draft,
      purse,
      maxCostUsd: Infinity,
      tags: { training_run: run.id },
      signal: job.signal,
      onAnswer: (done) => job.progress({ done, total: measuring.length, step: "Measuring the model" }),
    });
    return await publishInstruction(job, {
      run,
      method: "fine_tune",
      draft,
      answers,
      trainCount: learning.length,
      purse,
      service,
      embedder,
    });
  } finally {
    await dropDrafts(job.ctx, [draft]);
  }
}

/** All that is tuned for a task from one base is one model with versions. It answers with labels alone, so it serves no other task. */
async function tunedModel({ job, run, model, state }: Tuner): Promise<string> {
  const { ctx } = job;
  const slug = `${model.slug}-tuned-${run.taskSlug}`.slice(0, 200);
  const { models } = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  if (models.has(slug)) return slug;
  await registerModel(ctx, {
    provider: model.providerSlug,
    upstreamId: state.model!,
    slug,
    name: `${model.name}, tuned for ${run.taskSlug}`.slice(0, 120),
    kind: "classifier",
    contextWindow: model.contextWindow,
    maxOutputTokens: model.maxOutputTokens,
  });
  return slug;
}
