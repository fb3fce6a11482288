import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runTask } from "@/lib/gateway";
import type { Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { getJob, type JobContext, type JobHandler } from "@/lib/platform/jobs";
import { createTask } from "@/lib/registry";
import { STRATEGIES } from "@/lib/registry/schemas";
import { cancelTrainingRun, getTrainingRun, importDataset, readLabelledCsv, startTraining } from "@/lib/training";
import type { TrainingRun } from "@/lib/training/schemas";
import { clearDemo } from "./remove-demo";
import { DEMO_TASK } from "./schemas";

const TICKETS = path.join(process.cwd(), "lib", "demo-data", "tickets.csv");
/** Tickets that no model learns from: what benchmarks and optimizations ask. */
const KEPT_APART = 200;
/** Tickets that are sent through the router after training. */
const REQUESTS = 240;
const POLL_MS = 300;

/**
 * Loads the demo by doing what a person would do: a task, an import, a training run, then real requests. Nothing in it
 * is made up; every number on the pages comes from these calls.
 */
export const demoJob: JobHandler = async (job) => {
  const { ctx, signal } = job;
  try {
    await clearDemo(ctx);
    job.progress({ done: 0, total: null, step: "Importing the tickets" });
    await createTask(ctx, {
      slug: DEMO_TASK,
      name: "Demo: support tickets",
      description: "Made-up tickets of a made-up company, answered by models that were really trained on them.",
      kind: "classification",
      category: "language",
    });
    const tickets = await readTickets();
    await importTickets(ctx, "Demo tickets", tickets.slice(KEPT_APART));
    await train(job);
    await importTickets(ctx, "Demo tickets kept apart", tickets.slice(0, KEPT_APART));
    const served = await sendTickets(job, tickets);
    return { served };
  } catch (error) {
    // Only a cancellation clears: after "lost" or "shutdown" the rows are the next runner's, which clears first.
    if (signal.aborted && (await getJob(ctx, job.id)).isCancelRequested) await clearDemo(ctx);
    throw error;
  }
};

async function train({ ctx, signal, progress }: JobContext): Promise<void> {
  let run = await startTraining(ctx, {
    task: DEMO_TASK,
    classifiers: ["nb", "tfidf", "encoder", "council"],
    seed: 1,
    validationShare: 0.2,
    activate: true,
    onlyIfBetter: false,
    learningCurve: false,
  });
  while (run.status === "queued" || run.status === "running") {
    if (signal.aborted) {
      await cancelTrainingRun(ctx, run.id);
      signal.throwIfAborted();
    }
    await sleep(POLL_MS);
    run = await getTrainingRun(ctx, run.id);
    progress(run.progress ?? { done: 0, total: null, step: "Waiting for the training to begin" });
  }
  requireSuccess(run);
}

function requireSuccess({ status, error }: TrainingRun): void {
  if (status === "succeeded") return;
  throw new AppError("internal", error?.message ?? `The demo's training was ${status}`);
}

async function sendTickets({ ctx, signal, progress }: JobContext, tickets: readonly Ticket[]): Promise<number> {
  await ctx.runtime.registry.refresh(ctx.organizationId);
  for (let index = 0; index < REQUESTS; index++) {
    signal.throwIfAborted();
    // A step that shares no factor with the length visits every ticket before any twice.
    const input = tickets[(index * 37) % tickets.length]!.text;
    const strategy = STRATEGIES[index % STRATEGIES.length]!;
    await runTask(requestCtx(ctx, signal), { task: DEMO_TASK, input, strategy, stream: false });
    progress({ done: index + 1, total: REQUESTS, step: "Sending tickets through the router" });
  }
  return REQUESTS;
}

const requestCtx = (ctx: Ctx, signal: AbortSignal): Ctx => ({ ...ctx, signal });

type Ticket = { text: string; label: string };

async function readTickets(): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  const bytes = await readFile(TICKETS);
  for await (const read of readLabelledCsv(asChunks(bytes))) if ("row" in read) tickets.push(read.row);
  return tickets;
}

const importTickets = (ctx: Ctx, name: string, tickets: readonly Ticket[]) =>
  importDataset(ctx, { task: DEMO_TASK, name, source: "demo" }, asChunks(new TextEncoder().encode(csvOf(tickets))));

const csvOf = (tickets: readonly Ticket[]): string =>
  ["text,category", ...tickets.map(({ text, label }) => `${quoted(text)},${quoted(label)}`)].join("\n");

const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;

async function* asChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
