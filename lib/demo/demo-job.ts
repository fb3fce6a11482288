import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { getJob, type JobContext, type JobHandler } from "@/lib/platform/jobs";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import { cancelTrainingRun, getTrainingRun, importDataset, startTraining } from "@/lib/training";
import type { TrainingRun } from "@/lib/training/schemas";
import { createDemoTask, DEMO } from "./demo-tasks";
import { LABEL_OF, readDemoTickets, type DemoTicket } from "./demo-tickets";
import { clearDemo } from "./remove-demo";
import { DEMO_TASK, DEMO_TASKS } from "./schemas";
import { sendTickets } from "./send-tickets";

type DemoSlug = (typeof DEMO_TASKS)[number];

/** Tickets that no model learns from: what benchmarks and optimizations ask. */
const KEPT_APART = 200;
const POLL_MS = 300;

/**
 * Loads the demo by doing what a person would do: tasks, imports, training runs, then real requests and opinions.
 * Nothing in it is made up; every number on the pages comes from these calls.
 */
export const demoJob: JobHandler = async (job) => {
  const { ctx, signal } = job;
  try {
    await clearDemo(ctx);
    job.progress({ done: 0, total: null, step: "Importing the tickets" });
    const tickets = await readDemoTickets();
    const unseen = tickets.slice(0, KEPT_APART);
    for (const task of DEMO_TASKS) {
      signal.throwIfAborted();
      await createDemoTask(ctx, task);
      await importTickets(ctx, task, "Demo tickets", tickets.slice(KEPT_APART));
    }
    // The first run embeds the tickets; the others find them embedded, and share the processor.
    await train(job, [DEMO_TASK]);
    await train(
      job,
      DEMO_TASKS.filter((task) => task !== DEMO_TASK),
    );
    for (const task of DEMO_TASKS) await importTickets(ctx, task, "Demo tickets kept apart", unseen);
    await ctx.runtime.registry.refresh(ctx.organizationId);
    const served = await sendTickets(job, { tickets, unseen });
    await askAlongside(ctx);
    return { served };
  } catch (error) {
    // Only a cancellation clears: after "lost" or "shutdown" the rows are the next runner's, which clears first.
    if (signal.aborted && (await getJob(ctx, job.id)).isCancelRequested) await clearDemo(ctx);
    throw error;
  }
};

/** From here on one answer tells a ticket's category, its priority and its mood. */
async function askAlongside(ctx: Ctx): Promise<void> {
  const { configuration } = await getConfiguration(ctx, DEMO_TASK);
  const alongside = ["demo_priority", "demo_sentiment"] satisfies DemoSlug[];
  await putConfiguration(ctx, DEMO_TASK, {
    configuration: { ...configuration, alongside },
    reason: "One answer tells category, priority and sentiment",
  });
}

async function train({ ctx, signal, progress }: JobContext, tasks: readonly DemoSlug[]): Promise<void> {
  let runs: TrainingRun[] = [];
  for (const task of tasks) {
    runs.push(
      await startTraining(ctx, {
        task,
        classifiers: [...DEMO[task].classifiers],
        seed: 1,
        validationShare: 0.2,
        activate: true,
        onlyIfBetter: false,
        learningCurve: false,
      }),
    );
  }
  for (;;) {
    if (signal.aborted) {
      for (const { id } of runs) await cancelTrainingRun(ctx, id);
      signal.throwIfAborted();
    }
    const underWay = runs.find(isUnderWay);
    if (!underWay) break;
    progress(underWay.progress ?? { done: 0, total: null, step: "Waiting for the training to begin" });
    await sleep(POLL_MS);
    runs = await Promise.all(runs.map(({ id }) => getTrainingRun(ctx, id)));
  }
  runs.forEach(requireSuccess);
}

const isUnderWay = ({ status }: TrainingRun): boolean => status === "queued" || status === "running";

function requireSuccess({ status, error }: TrainingRun): void {
  if (status === "succeeded") return;
  throw new AppError("internal", error?.message ?? `The demo's training was ${status}`);
}

async function importTickets(ctx: Ctx, task: DemoSlug, name: string, tickets: readonly DemoTicket[]): Promise<void> {
  const rows = tickets.flatMap((ticket) => {
    const label = LABEL_OF[task](ticket);
    return label === null ? [] : [`${quoted(ticket.text)},${quoted(label)}`];
  });
  const csv = new TextEncoder().encode(["text,category", ...rows].join("\n"));
  await importDataset(ctx, { task, name, source: "demo" }, asChunks(csv));
}

const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;

async function* asChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
