import { readAskedPrompts } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { getTask } from "@/lib/registry";
import type { SuiteFromExecutionsInput, SuiteSummary } from "../suite-schemas";
import { createSuite } from "./change-suites";
import { askedTest, checkWithoutReference } from "./traffic-suite";

/**
 * A suite of what a task was really asked, judged by the task's scorer. Only prompts that are kept whole count, each once.
 * Throws `invalid_input` for a task whose answers only a reference can judge, and when there are too few prompts.
 */
export async function createSuiteFromExecutions(
  ctx: Ctx,
  { task: slug, name, tests: wanted, days }: SuiteFromExecutionsInput,
): Promise<SuiteSummary> {
  requireScope(ctx, "write");
  const task = await getTask(ctx, slug);
  const check = checkWithoutReference(task);
  if (!check) {
    throw invalidInput(
      `Answers of ${slug} are judged by comparing them with the right one: import labelled examples instead`,
      { field: "task" },
    );
  }
  const prompts = await readAskedPrompts(ctx, { task: slug, days, limit: wanted });
  if (prompts.length < LEAST_PROMPTS) {
    throw invalidInput(
      `${slug} was asked ${prompts.length} different whole prompts in ${days} days; a suite needs ${LEAST_PROMPTS}`,
      { field: "days" },
    );
  }
  const tests = prompts.map((content) => askedTest(content, check));
  const day = ctx.now().toISOString().slice(0, 10);
  return createSuite(
    ctx,
    {
      name: name ?? `${task.name}: asked until ${day}`,
      description: `${tests.length} prompts of the last ${days} days, judged by the task’s scorer`,
      category: task.category,
      task: slug,
      tests,
    },
    "executions",
  );
}

const LEAST_PROMPTS = 5;
