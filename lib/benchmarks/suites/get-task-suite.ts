import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { getTask } from "@/lib/registry";
import type { Suite } from "../suite-schemas";
import { builtInSuites } from "./built-in-suites";
import { checksumOf } from "./checksum";
import { labelledSuite } from "./labelled-suite";
import { findTaskSuite } from "./suite-store";

export type TaskSuiteOptions = {
  /** Most tests that are drawn from labelled examples. (Default: 120.) */
  mostExamples?: number;
};

/**
 * The suite that measures a task: the newest of its own, else its labelled examples, else the tests of its category that
 * fit it. Null when there is none: a retrieval without labelled queries, and a classification without examples. Throws `not_found` for an unknown task.
 */
export async function getTaskSuite(
  ctx: Ctx,
  task: string,
  { mostExamples }: TaskSuiteOptions = {},
): Promise<Suite | null> {
  requireScope(ctx, "read");
  const { kind, category } = await getTask(ctx, task);
  const own = await findTaskSuite(ctx, task);
  if (own) return own;
  if (kind === "retrieval") return null;
  const labelled = await labelledSuite(ctx, task, mostExamples);
  if (labelled || kind === "classification") return labelled;
  const suite = builtInSuites().find((one) => one.category === category);
  if (!suite) return null;
  const tests = suite.tests.filter(({ tasks }) => !tasks || tasks.includes(task));
  return { ...suite, tests, testCount: tests.length, checksum: checksumOf(tests), task };
}
