import { createHash } from "node:crypto";
import { startTestGateway, type TestGateway } from "@/lib/gateway/test-gateway";
import type { TestDatabase } from "@/lib/platform/db/test-database";
import type { ProviderAdapter } from "@/lib/providers";
import { publishModelVersion } from "@/lib/registry";

export const TASK = "ticket_classification";
const LABELS = ["billing", "delivery", "login"];

/** How a classifier really is: how often it is right, and how long it computes. */
const TRUTHS: Record<string, { share: number; cpuMs: number }> = {
  nb: { share: 0.5, cpuMs: 0.05 },
  tfidf: { share: 0.8, cpuMs: 0.2 },
  council: { share: 0.97, cpuMs: 10 },
};

const ROWS = Array.from({ length: 240 }, (_, index) => ({
  text: `ticket ${index}`,
  label: LABELS[index % LABELS.length]!,
}));

const difficulty = (text: string): number =>
  createHash("sha256").update(`difficulty of ${text}`).digest().readUInt32BE(0) / 2 ** 32;

/** A gateway whose classifiers are right as often as `TRUTHS` says, surest where the text is easy. */
export async function startTestOptimization(database: TestDatabase): Promise<TestGateway> {
  const local = fakeClassifiers();
  const gateway = await startTestGateway(database, local);
  gateway.runtime.benchmarkSources = {
    labelledRows: async () => ({
      datasetId: "00000000-0000-4000-8000-000000000001",
      name: "kept apart",
      rowCount: ROWS.length,
      rows: ROWS,
      taughtModels: [],
    }),
  };
  for (const classifier of Object.keys(TRUTHS)) {
    await publishModelVersion(gateway.ctx, {
      taskSlug: TASK,
      modelSlug: `local/${classifier}`,
      artefactSha256: "a".repeat(64),
      metrics: {
        accuracy: TRUTHS[classifier]!.share,
        macroF1: 0.5,
        ece: 0.1,
        validationCount: 50,
        trainCount: 50,
        predictionMsP95: TRUTHS[classifier]!.cpuMs,
      },
      labels: LABELS,
    });
  }
  await gateway.runtime.registry.refresh(gateway.ctx.organizationId);
  return gateway;
}

function fakeClassifiers(): ProviderAdapter {
  const refuse = () => Promise.reject(new Error("not in this test"));
  return {
    kind: "local",
    stream: refuse,
    embed: refuse,
    testConnection: () => Promise.resolve({ models: [], latencyMs: 0 }),
    complete: async ({ upstreamId, request }) => {
      const truth = TRUTHS[upstreamId]!;
      const text = String(request.messages.at(-1)!.content);
      const right = ROWS.find((row) => row.text === text)!.label;
      const hard = difficulty(text);
      const label = hard < truth.share ? right : LABELS[(LABELS.indexOf(right) + 1) % LABELS.length]!;
      await new Promise((resolve) => setTimeout(resolve, truth.cpuMs > 1 ? 2 : 0));
      return {
        response: {
          id: "1",
          object: "chat.completion",
          created: 1,
          model: upstreamId,
          choices: [{ index: 0, message: { role: "assistant", content: label }, finish_reason: "stop" }],
        },
        usage: null,
        rawUsage: null,
        classification: { label, confidence: 1 - hard, alternatives: [] },
        cpuMs: truth.cpuMs,
      };
    },
  };
}
