import { giveFeedback } from "@/lib/feedback";
import { FeedbackInput } from "@/lib/feedback/schemas";
import { runTask } from "@/lib/gateway";
import type { RunResult } from "@/lib/gateway/schemas";
import type { Ctx } from "@/lib/platform/ctx";
import type { JobContext } from "@/lib/platform/jobs";
import { STRATEGIES } from "@/lib/registry/schemas";
import { DEMO } from "./demo-tasks";
import { LABEL_OF, type DemoTicket } from "./demo-tickets";
import { DEMO_TASK, DEMO_TASKS } from "./schemas";

const TOTAL = Object.values(DEMO).reduce((sum, { requests }) => sum + requests, 0);
/** Who judges in turn, as four agents of a help desk would. */
const AGENTS = ["Ada", "Bruno", "Chiara", "Deniz"];

export type DemoRequests = {
  tickets: readonly DemoTicket[];
  /** Tickets that no model has learnt from. */
  unseen: readonly DemoTicket[];
};

/** Sends tickets through the router, tagged as a help desk would tag them. Those that people judge are unseen ones. */
export async function sendTickets(job: JobContext, { tickets, unseen }: DemoRequests): Promise<number> {
  const ctx = { ...job.ctx, signal: job.signal };
  let done = 0;
  for (const task of DEMO_TASKS) {
    const { requests, type } = DEMO[task];
    const isJudged = task !== DEMO_TASK;
    const judged: FeedbackInput[] = [];
    for (let index = 0; index < requests; index++) {
      job.signal.throwIfAborted();
      // A step that shares no factor with the length visits every ticket before any twice.
      const asked = isJudged ? unseen[(index * 7) % unseen.length]! : tickets[(index * 37) % tickets.length]!;
      const result = await runTask(ctx, {
        task,
        input: asked.text,
        stream: false,
        tags: { type, priority: asked.priority },
        ...(!isJudged && { strategy: STRATEGIES[index % STRATEGIES.length]! }),
      });
      const right = LABEL_OF[task](asked);
      if (isJudged && right !== null) judged.push(opinion(result, right, index));
      job.progress({ done: ++done, total: TOTAL, step: "Sending tickets through the router" });
    }
    await judge(ctx, judged);
  }
  return done;
}

/** An agent confirms or corrects by what the file says; of a suggestion, whether it was used. */
function opinion({ output, execution }: RunResult, right: string, index: number): FeedbackInput {
  const isSuggestion = execution.task === "demo_suggestions";
  return FeedbackInput.parse({
    executionId: execution.id,
    kind: isSuggestion ? "usage" : "label",
    value: isSuggestion ? (output === right ? "used" : "dismissed") : right,
    userRef: AGENTS[index % AGENTS.length],
  });
}

async function judge(ctx: Ctx, rows: FeedbackInput[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.runtime.recorder.flush();
  await giveFeedback(ctx, { rows, nameOf: (index) => `feedback[${index}]` });
}
