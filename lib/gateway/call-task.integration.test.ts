import { afterAll, beforeAll, expect, it } from "vitest";
import { getExecution, type TaskCall } from "@/lib/executions";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { testCtx } from "@/lib/platform/test-runtime";
import { getConfiguration } from "@/lib/registry";
import { addModel, startTestGateway, type TestGateway } from "./test-gateway";

let database: TestDatabase;
let gateway: TestGateway;
const TASK = "general_chat";

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestGateway(database);
});

afterAll(async () => {
  await gateway.close();
  await database.close();
});

const call = (given: Partial<TaskCall> = {}) =>
  gateway.runtime.callTask(gateway.ctx, { task: TASK, messages: [{ role: "user", content: "Hello" }], ...given });

it("serves a request by another configuration, records it as a test and leaves the one in force alone", async () => {
  const before = await getConfiguration(gateway.ctx, TASK);
  const model = "simulator/sim-fast";
  const answer = await call({ configuration: { model, systemPrompt: "Be brief." }, tags: { run: "r1" } });
  expect(answer).toMatchObject({ model, error: null, cpuMs: null, label: null });
  expect(answer.outputText).not.toBe("");
  expect(answer.calls).toHaveLength(1);
  await gateway.runtime.recorder.flush();
  const stored = await getExecution(gateway.ctx, answer.executionId!);
  expect(stored).toMatchObject({ source: "benchmark", status: "success", keyId: null, tags: { run: "r1" } });
  expect(stored.costUsd).toBe(answer.costUsd);
  expect(stored.inputTokens).toBe(answer.inputTokens);
  expect(await getConfiguration(gateway.ctx, TASK)).toEqual(before);
});

it("never explores", async () => {
  gateway.runtime.gateway.random = () => 0;
  const answer = await call({ configuration: { model: null, explorationShare: 0.2 } });
  gateway.runtime.gateway.random = () => 0.99;
  await gateway.runtime.recorder.flush();
  expect((await getExecution(gateway.ctx, answer.executionId!)).route).toMatchObject({ isExploration: false });
});

it("tells of a failure instead of throwing, with the calls that were made", async () => {
  const model = await addModel(gateway, "sim-fast:invalid");
  const failed = await call({ configuration: { model } });
  expect(failed).toMatchObject({ outputText: "", model: null, executionId: expect.any(String) as string });
  expect(failed.error?.message).toBeTruthy();
  expect(failed.calls.length).toBeGreaterThan(0);
  expect(await call({ model: "simulator/unknown" })).toMatchObject({ executionId: null, error: { kind: "not_found" } });
});

it("ends when its signal fires, and refuses a viewer", async () => {
  await expect(call({ signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow("stop");
  const viewer = testCtx(gateway.runtime, gateway.ctx.organizationId, "viewer");
  await expect(gateway.runtime.callTask(viewer, { task: TASK, messages: [] })).rejects.toMatchObject({
    code: "forbidden",
  });
});
