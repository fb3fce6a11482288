import { createHash } from "node:crypto";
import { readAskedPrompts } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { canScore, scorerOfTask } from "@/lib/quality";
import { getTask } from "@/lib/registry";
import type { Task } from "@/lib/registry/schemas";
import type { BenchmarkTest, Check } from "../check-schemas";
import type { Suite } from "../suite-schemas";
import { checksumOf } from "./checksum";

/** How answers of a task are judged without knowing the right one; null where only that can tell. */
export function checkWithoutReference(task: Task): Check | null {
  const scorer = scorerOfTask(task);
  return canScore(scorer, {}) ? { kind: "rubric", scorer } : null;
}

/** A prompt that was really asked, as a test. */
export const askedTest = (content: string, check: Check): BenchmarkTest => ({
  id: createHash("sha256").update(content).digest("hex").slice(0, 16),
  messages: [{ role: "user", content }],
  check,
});

export type TrafficSuiteOptions = {
  /** Nothing that was asked later is in it, so that it stays the same. */
  until: Date;
  days: number;
  limit: number;
};

/**
 * What a task was asked lately, judged by its scorer, without storing it. null for a task whose answers only a reference
 * can judge.
 */
export async function getTrafficSuite(
  ctx: Ctx,
  slug: string,
  { until, days, limit }: TrafficSuiteOptions,
): Promise<Suite | null> {
  requireScope(ctx, "read");
  const task = await getTask(ctx, slug);
  const check = checkWithoutReference(task);
  if (!check) return null;
  const prompts = await readAskedPrompts(ctx, { task: slug, days, limit, until });
  const tests = prompts.map((content) => askedTest(content, check));
  return {
    id: `traffic:${slug}`,
    name: `Recent requests of ${slug}`,
    description: `${tests.length} prompts of the ${days} days until ${until.toISOString()}`,
    origin: "executions",
    category: task.category,
    task: slug,
    version: 1,
    testCount: tests.length,
    checksum: checksumOf(tests),
    createdBy: null,
    createdAt: until.toISOString(),
    tests,
    taughtModels: [],
  };
}
