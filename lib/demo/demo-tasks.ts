import { createTask } from "@/lib/registry";
import { CreateTaskInput } from "@/lib/registry/schemas";
import type { Ctx } from "@/lib/platform/ctx";
import type { ClassifierKind } from "@/lib/training/schemas";
import { type DEMO_TASKS } from "./schemas";

type DemoTask = {
  input: Omit<CreateTaskInput, "slug">;
  classifiers: readonly ClassifierKind[];
  /** Requests that are sent after training. */
  requests: number;
  /** What the requests are tagged as. */
  type: string;
};

const MADE_UP = "Made-up tickets of a made-up company, answered by models that were really trained on them.";

export const DEMO: Record<(typeof DEMO_TASKS)[number], DemoTask> = {
  demo_tickets: {
    input: { name: "Demo: support tickets", description: MADE_UP, kind: "classification", category: "language" },
    classifiers: ["nb", "tfidf", "encoder", "council"],
    requests: 240,
    type: "classification",
  },
  demo_priority: {
    input: { name: "Demo: ticket priority", description: MADE_UP, kind: "classification", category: "language" },
    classifiers: ["encoder"],
    requests: 60,
    type: "priority",
  },
  demo_sentiment: {
    input: { name: "Demo: ticket sentiment", description: MADE_UP, kind: "classification", category: "empathy" },
    classifiers: ["encoder"],
    requests: 60,
    type: "sentiment",
  },
  demo_suggestions: {
    input: {
      name: "Demo: suggested answers",
      description: "The answer of the resolved tickets that are most alike, with those tickets as evidence.",
      kind: "generation",
      category: "empathy",
    },
    classifiers: ["nearest"],
    requests: 60,
    type: "suggestion",
  },
};

export async function createDemoTask(ctx: Ctx, slug: (typeof DEMO_TASKS)[number]): Promise<void> {
  const { input } = DEMO[slug];
  // The demo asks nobody who would send a bill.
  const configuration = { model: "local/nearest", constraints: { requiredCapabilities: ["chat"] } };
  await createTask(
    ctx,
    CreateTaskInput.parse({ ...input, slug, ...(input.kind === "generation" && { configuration }) }),
  );
}
