import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { createAuthResources, createKey } from "@/lib/auth";
import { createBudgets } from "@/lib/budgets";
import { createResponseCache } from "@/lib/cache";
import { letterVector } from "@/lib/cache/test-vectors";
import { createDetector } from "@/lib/detection";
import { createExperiments } from "@/lib/experiments";
import { createHoldouts } from "@/lib/savings";
import { createKeptRankings, createRecorder, insertExecutions, isRecordFault } from "@/lib/executions";
import { createKnowledge, requireKnownCollection } from "@/lib/knowledge";
import type { Ctx } from "@/lib/platform/ctx";
import { insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { createOutbound } from "@/lib/platform/outbound";
import { createRateLimiter } from "@/lib/platform/rate-limit";
import { setRuntime, type Runtime } from "@/lib/platform/runtime";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { createCodeSandbox } from "@/lib/quality";
import {
  createAdapters,
  createCircuits,
  createFineTuning,
  createReplayAdapter,
  type ArtefactReference,
  type ProviderAdapter,
} from "@/lib/providers";
import { createActivePrompts, requireKnownPrompt } from "@/lib/prompts";
import { createRegistry, registerModel, seedOrganization, type EnvironmentProvider } from "@/lib/registry";
import type { ModelKind } from "@/lib/registry/schemas";
import { createActivePolicies, createRouteHistory } from "@/lib/routing";
import { startSimulator, type Simulator } from "@/simulator/start-simulator";
import { createSessions } from "@/lib/sessions";
import { createAnswerScoring } from "./answer-scoring";
import { createTaskCaller } from "./call-task";
import { createEmbedWithModel } from "./embed-with-model";
import type { GymFields } from "./gym-fields";
import { createNodeMount } from "./node-mount";
import { handleGatewayRequest } from "./request-mount";

export type TestGateway = {
  runtime: Runtime;
  ctx: Ctx;
  simulator: Simulator;
  /** A key with the scopes `read` and `run`. */
  key: string;
  /** Addresses of both mounts, without `/v1`. */
  urls: Record<"node" | "request", string>;
  close(): Promise<void>;
};

/** A gateway over a simulated upstream, with everything real between: key check, routing, recording, database. */
export async function startTestGateway(database: TestDatabase, local?: ProviderAdapter): Promise<TestGateway> {
  const simulator = await startSimulator({ port: 0, tuningStepMs: 60 });
  const folder = mkdtempSync(path.join(os.tmpdir(), "gym-spool-"));
  const providers: EnvironmentProvider[] = [{ kind: "simulator", apiKey: null, baseUrl: simulator.url }];
  const base = testRuntime({ db: database.db });
  const { db, log, now } = base;
  // Without an encoder, so that the words alone decide and every run is the same.
  const detector = createDetector(db, { embedder: { embed: () => Promise.reject(new Error("There is none")) }, log });
  await detector.refresh();
  const conversations = createSessions(db, { now, log });
  const keptRankings = createKeptRankings();
  const experiments = createExperiments(db, { log });
  const codeSandbox = createCodeSandbox();
  const answerScoring = createAnswerScoring({ codeSandbox, log });
  const outbound = createOutbound({ allow: [new URL(simulator.url).host] });
  const loadStored = async ({ organizationId, sha256 }: ArtefactReference) =>
    (await db.artefact.findUniqueOrThrow({ where: { organizationId_sha256: { organizationId, sha256 } } })).bytes;
  const runtime: Runtime = Object.assign(base, {
    ...createAuthResources(base),
    registry: createRegistry(db, {
      now,
      log,
      environmentProviders: providers,
      cpuHourUsd: 0.05,
      decrypt: (text) => text,
    }),
    keptRankings,
    experiments,
    holdouts: createHoldouts(db, { log }),
    codeSandbox,
    answerScoring,
    budgets: createBudgets(db, { now, log }),
    rateLimiter: createRateLimiter({ redisUrl: null, log }),
    circuits: createCircuits(db, { now, log }),
    routeHistory: createRouteHistory(db, now, log),
    routingPolicies: createActivePolicies(db, { log }),
    detector,
    conversations,
    responseCache: createResponseCache({
      db,
      embedder: { embed: async (texts) => texts.map(letterVector) },
      redisUrl: null,
      maxBytes: 10_000_000,
      now,
      log,
      metrics: base.metrics,
    }),
    activePrompts: createActivePrompts(db, { log }),
    knowledge: createKnowledge({
      db,
      embedder: { embed: async (texts) => texts.map(letterVector) },
      embedWithModel: createEmbedWithModel(),
      outbound,
      decrypt: (text) => text,
    }),
    configurationChecks: [requireKnownPrompt, requireKnownCollection],
    recorder: createRecorder({
      folder,
      owner: { pid: process.pid, start: "test" },
      isProcessAlive: () => true,
      now,
      log,
      store: async (records) => {
        const scored = await answerScoring.scored(records);
        await insertExecutions(db, scored);
        await experiments.countExecutions(scored);
        answerScoring.forget(scored);
        keptRankings.remember(scored);
      },
      isTransient: (error) => !isRecordFault(error),
      onRejected: (record) => answerScoring.forget([record]),
    }),
    fineTuning: createFineTuning({ outbound }),
    callTask: createTaskCaller(),
    benchmarkSources: { labelledRows: async () => null },
    gateway: {
      adapters: createAdapters({
        outbound,
        ...(local && { local }),
        replay: createReplayAdapter({ db, now }),
        loadArtefact: loadStored,
      }),
      observers: [conversations.settled],
      random: () => 0.99,
    },
  });
  const organizationId = await insertTestOrganization(db);
  await db.$transaction((tx) => seedOrganization(tx, organizationId, now(), providers));
  await runtime.registry.ensureLoaded(organizationId);
  setRuntime(runtime);
  const ctx = testCtx(runtime, organizationId);
  const { key } = await createKey(ctx, { name: "test", scopes: ["read", "run"], expiresAt: null });
  const mounts = await Promise.all([listen(createServer(createNodeMount(runtime))), listen(createServer(bridge))]);

  return {
    runtime,
    ctx,
    simulator,
    key,
    urls: { node: urlOf(mounts[0]), request: urlOf(mounts[1]) },
    async close() {
      for (const server of mounts) {
        server.close();
        server.closeAllConnections();
      }
      await runtime.registry.stop();
      await runtime.circuits.stop();
      runtime.routeHistory.stop();
      await runtime.recorder.stop();
      await runtime.budgets.stop();
      await runtime.keys.dispose();
      await codeSandbox.dispose();
      await outbound.dispose();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Adds a model of the simulator, such as `sim-fast:cut`, and gives its slug. */
export async function addModel({ ctx }: TestGateway, upstreamId: string, kind: ModelKind = "chat"): Promise<string> {
  const model = await registerModel(ctx, { provider: "simulator", upstreamId, kind });
  return model.slug;
}

/** Our own field of an answer or a chunk, which the official client hands on and its types do not know. */
export const gymOf = (answer: object): GymFields | undefined => (answer as { gym?: GymFields }).gym;

const listen = (server: Server): Promise<Server> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Serves the Request mount over HTTP, as Next does. */
const bridge: Parameters<typeof createServer>[1] = (incoming, outgoing) => {
  void (async () => {
    const leaving = new AbortController();
    outgoing.once("close", () => !outgoing.writableFinished && leaving.abort());
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
    const response = await handleGatewayRequest(
      new Request(`http://${incoming.headers.host}${incoming.url}`, {
        method: incoming.method ?? "GET",
        headers: incoming.headers as Record<string, string>,
        signal: leaving.signal,
        ...(hasBody && { body: new Uint8Array(Buffer.concat(chunks)) }),
      }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    const reader = response.body?.getReader();
    outgoing.once("close", () => void reader?.cancel().catch(() => undefined));
    for (;;) {
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done) break;
      outgoing.write(value);
    }
    outgoing.end();
  })().catch(() => outgoing.destroy());
};
