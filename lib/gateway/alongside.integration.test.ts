import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testCtx } from "@/lib/platform/test-runtime";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { ProviderError, type ProviderAdapter } from "@/lib/providers";
import { createTask, deleteTask, getConfiguration, publishModelVersion, putConfiguration } from "@/lib/registry";
import { CreateTaskInput } from "@/lib/registry/schemas";
import { storeTestArtefact, versionInput } from "@/lib/registry/test-registry";
import { runTask } from "./index";
import { RunInput } from "./schemas";
import { startTestGateway, type TestGateway } from "./test-gateway";

const TASK = "ticket_classification";
const PRIORITY = "ticket_priority";

describe("a classification with others alongside", () => {
  let database: TestDatabase;
  let gateway: TestGateway;
  let isPriorityBroken = false;

  /** Every task's version answers with its own label. */
  const local: ProviderAdapter = {
    kind: "local",
    complete: async ({ artefact, upstreamId, request }) => {
      const label = labels.get(artefact?.modelVersionId ?? "") ?? "";
      if (label === "urgent" && isPriorityBroken) throw new ProviderError("server_error", "The artefact is damaged");
      asked.push(`${label}: ${JSON.stringify(request.messages.at(-1)?.content)}`);
      return {
        response: {
          id: "chatcmpl-1",
          object: "chat.completion",
          created: 0,
          model: upstreamId,
          choices: [{ index: 0, message: { role: "assistant", content: label }, finish_reason: "stop" }],
        },
        usage: null,
        rawUsage: null,
        classification: { label, confidence: 0.8, alternatives: [{ label, confidence: 0.8 }] },
        cpuMs: 1,
      };
    },
    stream: () => Promise.reject(new Error("not used")),
    embed: () => Promise.reject(new Error("not used")),
    testConnection: () => Promise.resolve({ models: [], latencyMs: 0 }),
  };
  const labels = new Map<string, string>();
  const asked: string[] = [];

  beforeAll(async () => {
    database = await openTestDatabase("embedded");
    gateway = await startTestGateway(database, local);
    const { ctx } = gateway;
    await storeTestArtefact(ctx);
    await createTask(ctx, CreateTaskInput.parse({ slug: PRIORITY, name: "Priority", kind: "classification" }));
    const category = await publishModelVersion(ctx, versionInput(["billing"]));
    labels.set(category.id, "billing");
  });
  afterAll(async () => {
    await gateway.close();
    await database.close();
  });
  beforeEach(() => {
    isPriorityBroken = false;
    asked.length = 0;
  });

  const runInput = (input: object = {}) => RunInput.parse({ task: TASK, input: "charged twice", ...input });
  const run = (input: object = {}) => runTask(gateway.ctx, runInput(input));
  async function configure(alongside: string[], task = TASK): Promise<void> {
    const { configuration } = await getConfiguration(gateway.ctx, task);
    await putConfiguration(gateway.ctx, task, { configuration: { ...configuration, alongside }, reason: "" });
  }

  it("answers as before while it names none", async () => {
    expect(await run()).not.toHaveProperty("alongside");
  });

  it("is refused where a name is wrong, and says which was probably meant", async () => {
    for (const [alongside, message] of [
      [["ticket_priorty"], "`ticket_priority`"],
      [[TASK], "alongside itself"],
      [["email_writing"], "is no classification"],
    ] as const) {
      await expect(configure([...alongside])).rejects.toMatchObject({
        code: "invalid_input",
        field: "configuration.alongside",
        message: expect.stringContaining(message) as string,
      });
    }
    await expect(configure([PRIORITY], "email_writing")).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("tells that the other one is not trained, and still answers", async () => {
    await configure([PRIORITY, "ticket_sentiment"]);
    const { label, alongside } = await run();
    expect(label).toBe("billing");
    expect(alongside).toHaveLength(2);
    expect(alongside?.[0]).toMatchObject({ task: PRIORITY, label: null, confidence: null, executionId: null });
    expect(alongside?.[0]?.error).toContain("No model in service is trained");
  });

  it("tells category and priority in one answer, each recorded as its own request of the same ticket", async () => {
    const { ctx } = gateway;
    const priority = await publishModelVersion(ctx, { ...versionInput(["urgent"]), taskSlug: PRIORITY });
    labels.set(priority.id, "urgent");
    await configure([PRIORITY]);
    const result = await run({ sessionId: "ticket-7", userRef: "anna", tags: { type: "ticket" } });
    expect(result).toMatchObject({
      label: "billing",
      alongside: [{ task: PRIORITY, label: "urgent", confidence: 0.8, error: null }],
    });
    expect(asked.sort()).toEqual(['billing: "charged twice"', 'urgent: "charged twice"']);
    await gateway.runtime.recorder.flush();
    const ids = [result.execution.id, result.alongside![0]!.executionId!];
    const rows = await database.db.execution.findMany({ where: { id: { in: ids } } });
    expect(rows.map((row) => [row.taskSlug, row.label, row.sessionRef, row.userRef]).sort()).toEqual([
      [TASK, "billing", "ticket-7", "anna"],
      [PRIORITY, "urgent", "ticket-7", "anna"],
    ]);
  });

  it("fails nobody when the other one fails or is gone", async () => {
    isPriorityBroken = true;
    const broken = await run();
    expect([broken.label, broken.alongside?.[0]?.label]).toEqual(["billing", null]);
    expect(broken.alongside?.[0]?.error).toBeTruthy();
    await deleteTask(gateway.ctx, PRIORITY);
    const gone = await run();
    expect([gone.label, gone.alongside?.[0]?.label]).toEqual(["billing", null]);
  });

  it("is not asked by who may not run tasks", async () => {
    const viewer = testCtx(gateway.runtime, gateway.ctx.organizationId, "viewer");
    await expect(runTask(viewer, runInput())).rejects.toMatchObject({ code: "forbidden" });
    expect(asked).toEqual([]);
  });
});
