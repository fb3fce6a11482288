import path from "node:path";
import { bootstrapFromEnvironment, createAuthResources, isSetupOpen, setupLink } from "@/lib/auth";
import { createBudgets } from "@/lib/budgets";
import { createShadowWriter, type ShadowWriter } from "@/lib/deployments";
import {
  createExecutionObserver,
  createKeptRankings,
  createRecorder,
  insertExecutions,
  isRecordFault,
} from "@/lib/executions";
import { createResponseCache } from "@/lib/cache";
import { countFeedback, createExperiments } from "@/lib/experiments";
import { createAnswerScoring, createEmbedWithModel, createNodeMount, createTaskCaller } from "@/lib/gateway";
import { createKnowledge, createSearchTexts, requireKnownCollection } from "@/lib/knowledge";
import { openDatabase, processStart, type DatabaseHandle } from "@/lib/platform/db";
import { loadEnvironment, type Environment } from "@/lib/platform/environment";
import { createHealth } from "@/lib/platform/health";
import { createJobRunner, createJobSignals, createRecurringRunner } from "@/lib/platform/jobs";
import { createLog } from "@/lib/platform/log";
import { createMetrics } from "@/lib/platform/metrics";
import { createOutbound, type Outbound } from "@/lib/platform/outbound";
import { createRateLimiter, rateLimitMeters } from "@/lib/platform/rate-limit";
import { setRuntime, type Runtime } from "@/lib/platform/runtime";
import { decryptSecret } from "@/lib/platform/secrets";
import {
  circuitMeters,
  createAdapters,
  createFineTuning,
  createCircuits,
  createEmbedder,
  createLocalAdapter,
  createReplayAdapter,
} from "@/lib/providers";
import { createDetector } from "@/lib/detection";
import { createActivePrompts, requireKnownPrompt } from "@/lib/prompts";
import { createCodeSandbox } from "@/lib/quality";
import {
  createRegistry,
  environmentProviders,
  seedOrganization,
  syncEnvironmentProviders,
  loadArtefact,
} from "@/lib/registry";
import { createActivePolicies, createRouteHistory } from "@/lib/routing";
import { createHoldouts } from "@/lib/savings";
import { createSessions } from "@/lib/sessions";
import { openTraceExporter } from "@/lib/telemetry";
import { createFeedbackGatherer, deleteOrphanedExamples } from "@/lib/training";
import { createBenchmarkSources } from "./benchmark-sources";
import { jobHandlers, waitingJobHandlers } from "./job-handlers";
import { registerHealthChecks } from "./health-checks";
import { collectMeters } from "./collect-meters";
import { recurringWorks } from "./recurring-work";
import { warmEncoder } from "./warm-encoder";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    /** The only HTTP client. */
    outbound: Outbound;
    /** Keeps what versions in shadow answered. */
    shadows: ShadowWriter;
    /** Ends everything in order; what was accepted is stored or in the spool. */
    stop: () => Promise<void>;
  }
}

const DAY_MS = 24 * 3_600_000;
/** Jobs that wait for a provider, at once. */
const WAITING_JOBS = 16;
/** Starts the process: database, registry, recorder, gateway, jobs. Throws, with what to do, when it cannot. */
export async function boot(): Promise<void> {
  const environment = loadEnvironment(process.env);
  const log = createLog({ level: environment.logLevel, isReadable: !environment.isProduction });
  const database = await openDatabase(environment, log);
  try {
    const runtime = createRuntime(environment, log, database);
    await start(runtime, database);
    setRuntime(runtime);
    await tellHowToBegin(runtime);
  } catch (error) {
    await database.close();
    throw error;
  }
}

function createRuntime(environment: Environment, log: Runtime["log"], database: DatabaseHandle): Runtime {
  const { db } = database;
  const now = () => new Date();
  const metrics = createMetrics({ log });
  const observeExecutions = createExecutionObserver(metrics);
  const providers = environmentProviders(environment);
  const outbound = createOutbound({ allow: allowedUpstreams(environment) });
  const embedder = createEmbedder({ log, cacheFolder: path.join(environment.dataDir, "cache", "embeddings") });
  const local = createLocalAdapter({
    embedder,
    loadArtefact: (reference) => loadArtefact(db, reference),
    search: createSearchTexts(() => whole),
    now,
  });
  const decrypt = (text: string, organizationId: string) =>
    decryptSecret(environment.encryptionKey, text, organizationId);
  const keptRankings = createKeptRankings();
  const shadows = createShadowWriter(db, { log });
  const experiments = createExperiments(db, { log });
  const codeSandbox = createCodeSandbox();
  const answerScoring = createAnswerScoring({ codeSandbox, log });
  const conversations = createSessions(db, { now, log });
  const traceExporter = openTraceExporter({ environment, outbound, metrics, log, now });
  const base = {
    environment,
    db,
    log,
    now,
    publicUrl: environment.publicUrl ?? `http://localhost:${environment.port}`,
  };
  const runtime = {
    ...base,
    ...createAuthResources(base),
    metrics,
    health: createHealth({ log }),
    jobs: createJobSignals(),
    rateLimiter: createRateLimiter({
      redisUrl: environment.redisUrl,
      log,
      onFallback: () => rateLimitMeters(metrics).fallbacks.at({}).add(),
    }),
    registry: createRegistry(db, {
      now,
      log,
      environmentProviders: providers,
      cpuHourUsd: environment.cpuHourUsd,
      decrypt,
    }),
    knowledge: createKnowledge({ db, embedder, embedWithModel: createEmbedWithModel(), outbound, decrypt }),
    budgets: createBudgets(db, { now, log }),
    keptRankings,
    experiments,
    holdouts: createHoldouts(db, { log }),
    circuits: createCircuits(db, {
      now,
      log,
      onChange: ({ model, to }) => circuitMeters(metrics).changes.at({ model, to }).add(),
    }),
    routeHistory: createRouteHistory(db, now, log),
    routingPolicies: createActivePolicies(db, { log }),
    detector: createDetector(db, { embedder, log }),
    conversations,
    responseCache: createResponseCache({
      db,
      embedder,
      redisUrl: environment.redisUrl,
      maxBytes: environment.cacheBytes,
      now,
      log,
      metrics,
    }),
    activePrompts: createActivePrompts(db, { log }),
    configurationChecks: [requireKnownPrompt, requireKnownCollection],
    recorder: createRecorder({
      folder: spoolFolder(environment),
      owner: { pid: process.pid, start: processToken(process.pid) },
      isProcessAlive: ({ pid, start }) => processStart(pid) !== null && processToken(pid) === start,
      now,
      log,
      store: async (records) => {
        const scored = await answerScoring.scored(records);
        await insertExecutions(db, scored);
        await experiments.countExecutions(scored);
        answerScoring.forget(scored);
        keptRankings.remember(scored);
        observeExecutions(scored);
      },
      isTransient: (error) => !isRecordFault(error),
      onRejected: (record) => answerScoring.forget([record]),
    }),
    gateway: {
      adapters: createAdapters({
        outbound,
        local,
        replay: createReplayAdapter({ db, now }),
        loadArtefact: (reference) => loadArtefact(db, reference),
      }),
      random: Math.random,
      shadows,
      observers: [conversations.settled, ...(traceExporter ? [traceExporter.push] : [])],
    },
    fineTuning: createFineTuning({ outbound }),
    callTask: createTaskCaller(),
    benchmarkSources: createBenchmarkSources(),
    traceExporter,
    embedder,
    codeSandbox,
    answerScoring,
    shadows,
    outbound,
    onOrganizationCreated: (tx, organizationId) => seedOrganization(tx, organizationId, now(), providers),
  } satisfies Omit<Runtime, "node" | "stop">;
  const whole = Object.assign(runtime, { node: unstarted, stop: async () => {} });
  const gatherFeedback = createFeedbackGatherer(() => whole);
  const onFeedback: Runtime["onFeedback"] = (organizationId, given) => {
    gatherFeedback(organizationId);
    countFeedback(whole, organizationId, given).catch((error: unknown) =>
      log.warn({ err: error, organizationId }, "feedback was not counted for its experiments"),
    );
  };
  return Object.assign(whole, { onFeedback });
}

const unstarted: Runtime["node"] = (_, response) => {
  response.writeHead(503).end();
};

/** The start of a process as a part of a file name. */
const processToken = (pid: number): string => (processStart(pid) ?? "unknown").replace(/\W+/g, "");

const spoolFolder = ({ dataDir }: Environment): string => path.join(dataDir, "spool");

/** The operator's own addresses may be private: they were not set by a user. */
function allowedUpstreams(environment: Environment): string[] {
  const own = environmentProviders(environment).flatMap(({ baseUrl }) => (baseUrl ? [hostAndPort(baseUrl)] : []));
  return [...environment.upstreamAllow, ...own];
}

function hostAndPort(address: string): string {
  const url = new URL(address);
  return `${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}`;
}

async function start(runtime: Runtime, database: DatabaseHandle): Promise<void> {
  const { db, now } = runtime;
  await bootstrapFromEnvironment(runtime, runtime.onOrganizationCreated);
  const providers = environmentProviders(runtime.environment);
  const organizationIds = (await db.organization.findMany({ select: { id: true } })).map(({ id }) => id);
  for (const id of organizationIds) {
    await db.$transaction((tx) => syncEnvironmentProviders(tx, id, now(), providers));
  }
  await runtime.registry.start();
  await runtime.budgets.start();
  await runtime.circuits.start();
  await runtime.routingPolicies.start();
  await runtime.detector.start();
  runtime.conversations.start();
  await runtime.experiments.start();
  await runtime.holdouts.start();
  await runtime.activePrompts.start();
  await runtime.responseCache.start();
  void warmEncoder(runtime, organizationIds);
  await deleteOrphanedExamples(db, new Date(now().getTime() - DAY_MS));
  registerHealthChecks(runtime, database);
  collectMeters(runtime, database, spoolFolder(runtime.environment));
  const runner = createJobRunner(runtime, { handlers: jobHandlers(runtime) });
  runner.start();
  const waiting = createJobRunner(runtime, { handlers: waitingJobHandlers(runtime), concurrency: WAITING_JOBS });
  waiting.start();
  const recurring = createRecurringRunner(runtime, { works: recurringWorks(database) });
  recurring.start();
  runtime.node = createNodeMount(runtime);
  runtime.stop = async () => {
    await recurring.stop();
    await Promise.all([runner.stop(), waiting.stop()]);
    await runtime.registry.stop();
    await runtime.circuits.stop();
    runtime.routeHistory.stop();
    await runtime.routingPolicies.stop();
    await runtime.detector.stop();
    await runtime.experiments.stop();
    await runtime.holdouts.stop();
    await runtime.activePrompts.stop();
    await runtime.responseCache.stop();
    await runtime.recorder.stop();
    await runtime.conversations.stop();
    await runtime.shadows.stop();
    await runtime.budgets.stop();
    await runtime.traceExporter?.stop();
    await runtime.keys.dispose();
    await runtime.outbound.dispose();
    await runtime.embedder.dispose();
    await runtime.codeSandbox.dispose();
    await database.close();
  };
}

async function tellHowToBegin(runtime: Runtime): Promise<void> {
  if (!(await isSetupOpen(runtime))) return;
  const link = setupLink(runtime.publicUrl, runtime.environment.nextAuthSecret);
  process.stdout.write(`\nFirst run. Open this link to become the owner:\n  ${link}\n\n`);
}
