import { describe, expect, it } from "vitest";
import { createMetrics } from "@/lib/platform/metrics";
import { parseExposition } from "@/lib/platform/metrics/test-exposition";
import { createExecutionObserver } from "./observe-executions";
import { executionRecord } from "./test-executions";

const testExecution = (changes: Parameters<typeof executionRecord>[1]) => executionRecord("organization", changes);

async function observed(records: Parameters<ReturnType<typeof createExecutionObserver>>[0]) {
  const metrics = createMetrics({ collectDefaults: false });
  createExecutionObserver(metrics)(records);
  const families = parseExposition((await metrics.render()).body);
  return {
    families,
    sum: (name: string, labels: Record<string, string> = {}) =>
      (families.get(name)?.samples ?? [])
        .filter((sample) => sample.name === name)
        .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
        .reduce((sum, { value }) => sum + value, 0),
  };
}

describe("createExecutionObserver", () => {
  it("counts each class of tokens once, reasoning apart from the rest of the output", async () => {
    const { sum } = await observed([
      testExecution({
        inputTokens: 10,
        cachedInputTokens: 4,
        cacheWriteTokens: 2,
        outputTokens: 9,
        reasoningTokens: 5,
      }),
    ]);
    const ofClass = (name: string) => sum("gym_gateway_tokens_total", { class: name });
    expect(["input", "cache_read", "cache_write", "output", "reasoning"].map(ofClass)).toEqual([10, 4, 2, 4, 5]);
  });

  it("counts an unknown price apart and never as zero cost", async () => {
    const { sum } = await observed([testExecution({ costUsd: null }), testExecution({ costUsd: 0.25 })]);
    expect([sum("gym_gateway_unpriced_total"), sum("gym_gateway_cost_usd_total")]).toEqual([1, 0.25]);
  });

  it("leaves out what is still pending", async () => {
    const { sum } = await observed([testExecution({ status: "pending" })]);
    expect(sum("gym_gateway_requests_total")).toBe(0);
  });

  it("stays bounded over 10,000 tasks and models, with the right totals", async () => {
    const records = Array.from({ length: 10_000 }, (_, index) =>
      testExecution({ taskSlug: `task-${index}`, modelSlug: `openai/model-${index}`, costUsd: 1 }),
    );
    const { families, sum } = await observed(records);
    const lines = [...families.values()].reduce((total, { samples }) => total + samples.length, 0);
    expect(lines).toBeLessThan(20_000);
    expect(sum("gym_gateway_requests_total")).toBe(10_000);
    expect(sum("gym_gateway_cost_usd_total")).toBe(10_000);
    expect(sum("gym_gateway_requests_total", { task: "other" })).toBe(9_000);
  });
});
