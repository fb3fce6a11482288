import { describe, expect, it } from "vitest";
import { createMetrics, type GatewayObservation } from "./metrics";

const call: GatewayObservation = {
  operation: "chat",
  status: "success",
  task: "summary",
  model: "openai/gpt",
  provider: "openai",
  latencyMs: 1_500,
  overheadMs: 0.4,
  timeToFirstTokenMs: 200,
  inputTokens: 10,
  outputTokens: 5,
  costUsd: 0.25,
};

describe("createMetrics", () => {
  it("counts calls, tokens and cost, with times in seconds", async () => {
    const metrics = createMetrics({ collectDefaults: false });
    metrics.observeGateway(call);
    metrics.observeGateway(call);
    const { body, contentType } = await metrics.render();
    expect(contentType).toMatch(/^text\/plain/);
    expect(body).toContain(
      'gym_gateway_requests_total{operation="chat",status="success",task="summary",model="openai/gpt",provider="openai"} 2',
    );
    expect(body).toContain('gym_gateway_cost_usd_total{model="openai/gpt"} 0.5');
    expect(body).toContain('gym_gateway_latency_seconds_sum{operation="chat",model="openai/gpt"} 3');
  });

  it("counts an unknown price apart and never as zero cost", async () => {
    const metrics = createMetrics({ collectDefaults: false });
    metrics.observeGateway({ ...call, costUsd: null, inputTokens: null, timeToFirstTokenMs: null });
    const { body } = await metrics.render();
    expect(body).toContain('gym_gateway_unpriced_total{model="openai/gpt"} 1');
    expect(body).not.toContain("gym_gateway_cost_usd_total{");
  });

  it("can be made several times in one process", () => {
    expect(() => [createMetrics(), createMetrics()]).not.toThrow();
  });
});
