import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createShadowWriter, deployModelVersion, rollBackModelVersion } from "@/lib/deployments";
import { DeployInput } from "@/lib/deployments/schemas";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { ProviderError, type ArtefactReference, type ProviderAdapter } from "@/lib/providers";
import { publishModelVersion } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import { storeTestArtefact, versionInput } from "@/lib/registry/test-registry";
import { gymOf, startTestGateway, type TestGateway } from "./test-gateway";

const MODEL = "local/tfidf";

describe("rollouts", () => {
  let database: TestDatabase;
  let gateway: TestGateway;
  let old: ModelVersion;
  let fresh: ModelVersion;
  /** Versions whose calls fail. */
  const broken = new Set<string>();

  /** Answers with the version that was asked. */
  const local: ProviderAdapter = {
    kind: "local",
    complete: async ({ artefact, upstreamId }) => {
      const label = labelOf(artefact);
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
        classification: { label, confidence: 0.9, alternatives: [] },
        cpuMs: 1,
      };
    },
    stream: () => Promise.reject(new Error("not used")),
    embed: () => Promise.reject(new Error("not used")),
    testConnection: () => Promise.resolve({ models: [], latencyMs: 0 }),
  };

  function labelOf(artefact: ArtefactReference | undefined): string {
    const id = artefact?.modelVersionId ?? "";
    if (broken.has(id)) throw new ProviderError("server_error", "The artefact is damaged");
    return id === fresh.id ? "fresh" : "old";
  }

  beforeAll(async () => {
    database = await openTestDatabase("embedded");
    gateway = await startTestGateway(database, local);
    gateway.runtime.gateway.shadows = createShadowWriter(database.db, { log: gateway.runtime.log, flushMs: 10 });
  });
  afterAll(async () => {
    await gateway.close();
    await database.close();
  });
  beforeEach(async () => {
    broken.clear();
    const { ctx } = gateway;
    await database.db.versionRollout.deleteMany({});
    await database.db.deployment.deleteMany({});
    await storeTestArtefact(ctx);
    old = await publishModelVersion(ctx, versionInput(["old", "fresh"]));
    fresh = await publishModelVersion(ctx, { ...versionInput(["old", "fresh"]), activate: false });
  });

  const deploy = (input: object) => deployModelVersion(gateway.ctx, fresh.id, DeployInput.parse(input));

  async function ask(sessionId: string) {
    const client = new OpenAI({ apiKey: gateway.key, baseURL: `${gateway.urls.node}/v1`, maxRetries: 0 });
    const answer = await client.chat.completions.create({
      model: MODEL,
      messages: [{ role: "user", content: "hello" }],
      gym: { task: "ticket_classification", sessionId },
    } as never);
    const text = (answer as OpenAI.ChatCompletion).choices[0]?.message.content;
    return { text, executionId: gymOf(answer)?.executionId ?? "" };
  }
  const stored = async (id: string) => {
    await gateway.runtime.recorder.flush();
    return database.db.execution.findFirstOrThrow({ where: { id } });
  };

  it("serve a session with the same version every time, and about its share of the sessions with the new one", async () => {
    const { id } = await deploy({ steps: [25, 100], gates: { quality: null } });
    const answers = await Promise.all(Array.from({ length: 80 }, (_, index) => ask(`session-${index}`)));
    const again = await Promise.all(Array.from({ length: 80 }, (_, index) => ask(`session-${index}`)));
    expect(again.map(({ text }) => text)).toEqual(answers.map(({ text }) => text));
    const share = answers.filter(({ text }) => text === "fresh").length / answers.length;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.4);
    const row = await stored(answers.find(({ text }) => text === "fresh")!.executionId);
    expect(row).toMatchObject({ deploymentId: id, modelVersionId: fresh.id });
  });

  it("let the version in service answer when the new one fails, and say so in the attempts", async () => {
    broken.add(fresh.id);
    const { id } = await deploy({ strategy: "rollout", steps: [99.99, 100] });
    const { text, executionId } = await ask("anybody");
    expect(text).toBe("old");
    const row = await stored(executionId);
    expect(row).toMatchObject({ status: "success", deploymentId: id, modelVersionId: old.id });
    expect(row.attempts).toMatchObject([
      { modelVersionId: fresh.id, errorKind: "server_error" },
      { modelVersionId: fresh.id, errorKind: "server_error" },
      { modelVersionId: old.id, errorKind: null },
    ]);
    expect(gateway.runtime.circuits.get(gateway.ctx.organizationId, MODEL).state).toBe("closed");
  });

  it("ask a version in shadow unseen, and keep its answer beside the served one", async () => {
    const { id } = await deploy({ steps: [0, 50, 100] });
    const { text, executionId } = await ask("anybody");
    expect(text).toBe("old");
    const shadow = await vi.waitFor(() => database.db.shadowAnswer.findFirstOrThrow({ where: { executionId } }));
    expect(shadow).toMatchObject({
      deploymentId: id,
      versionId: fresh.id,
      label: "fresh",
      servedLabel: "old",
      isAgreeing: false,
    });
  });

  it("serve everything with the new version after it, and with the old one again after a rollback", async () => {
    await deploy({ strategy: "immediate" });
    expect((await ask("anybody")).text).toBe("fresh");
    await rollBackModelVersion(gateway.ctx, fresh.id, { reason: "" });
    expect((await ask("anybody")).text).toBe("old");
  });
});
