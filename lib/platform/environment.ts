import path from "node:path";
import type { z } from "zod";
import { loadEmbeddedSecrets, type EmbeddedSecrets } from "./embedded-secrets";
import { invalidInput } from "./errors";
import { environmentVariables, findMissingVariables, type EnvironmentProblem } from "./environment-variables";

const ENVIRONMENT_PROVIDERS = ["openai", "anthropic", "openrouter", "gemini", "groq"] as const;
type EnvironmentProvider = (typeof ENVIRONMENT_PROVIDERS)[number];

export type Environment = {
  port: number;
  /** Address to listen on. `127.0.0.1` unless set, so that nothing is open to the network by accident. */
  host: string;
  /** Absolute path. */
  dataDir: string;
  /** null means the embedded database in `dataDir`. */
  databaseUrl: string | null;
  redisUrl: string | null;
  nextAuthSecret: string;
  /** 32 bytes. */
  encryptionKey: Buffer;
  /** Without trailing slash; null means that it follows from host and port. */
  publicUrl: string | null;
  /** Only those whose key is set. `baseUrl` is null for the vendor's own address, and has no trailing slash. */
  providers: Partial<Record<EnvironmentProvider, { apiKey: string; baseUrl: string | null }>>;
  /** Private `host:port` pairs, lower case, that outbound calls may reach. */
  upstreamAllow: string[];
  metricsToken: string | null;
  /** null = no spans are sent. */
  traceExport: TraceExportSettings | null;
  /** Created when the database is empty, otherwise ignored. */
  owner: { email: string; password: string; apiKey: string | null } | null;
  /** US dollars per CPU hour of this machine: the price of local models. */
  cpuHourUsd: number;
  /** Most memory for cached answers, bytes. */
  cacheBytes: number;
  /** Rows of the largest dataset that is trained on: training holds all of them in memory. */
  maxTrainingRows: number;
  simulatorUrl: string | null;
  logLevel: NonNullable<Variables["LOG_LEVEL"]>;
  isProduction: boolean;
};

export type TraceExportSettings = {
  /** Where spans are posted. */
  url: string;
  headers: Record<string, string>;
  timeoutMs: number;
  isCompressed: boolean;
  /** Attributes of the resource, `service.name` among them. */
  resource: Record<string, string>;
  /** Longest time that a finished execution waits, milliseconds. */
  delayMs: number;
  /** Executions that may wait; what comes later is dropped and counted. */
  maxQueued: number;
  maxBatch: number;
  /** Whether the beginnings of prompts and answers are sent too. */
  includesContent: boolean;
};

type Variables = z.infer<typeof environmentVariables>;

export type LoadEnvironmentOptions = {
  /** Secrets of an installation that configured none. (Default: kept in `secrets.json` of the data folder.) */
  embeddedSecrets?: (dataDir: string) => EmbeddedSecrets;
};

/**
 * Parses the process's environment once. An empty variable counts as unset. Throws `invalid_input` with one line for
 * everything that is wrong; the values themselves are never repeated, since they may be secret.
 */
export function loadEnvironment(source: NodeJS.ProcessEnv, options: LoadEnvironmentOptions = {}): Environment {
  const given = setVariables(source);
  const parsed = environmentVariables.safeParse(given);
  const problems = [...findMissingVariables(given), ...(parsed.error?.issues ?? []).map(toProblem)];
  if (!parsed.success || problems.length > 0) throw invalidInput(describeProblems(problems));
  const variables = parsed.data;
  const dataDir = path.resolve(variables.DATA_DIR);

  return {
    port: variables.PORT,
    host: variables.HOST,
    dataDir,
    databaseUrl: variables.DATABASE_URL ?? null,
    redisUrl: variables.REDIS_URL ?? null,
    ...secretsOf(variables, () => (options.embeddedSecrets ?? loadEmbeddedSecrets)(dataDir)),
    publicUrl: variables.PUBLIC_URL ?? null,
    providers: providersOf(variables),
    upstreamAllow: variables.GYM_UPSTREAM_ALLOW ?? [],
    metricsToken: variables.METRICS_TOKEN ?? null,
    traceExport: traceExportOf(variables),
    owner:
      variables.GYM_OWNER_EMAIL && variables.GYM_OWNER_PASSWORD
        ? {
            email: variables.GYM_OWNER_EMAIL,
            password: variables.GYM_OWNER_PASSWORD,
            apiKey: variables.GYM_API_KEY ?? null,
          }
        : null,
    cpuHourUsd: variables.GYM_CPU_HOUR_USD,
    cacheBytes: variables.GYM_CACHE_MB * 1_000_000,
    maxTrainingRows: variables.GYM_MAX_TRAINING_ROWS,
    simulatorUrl: variables.SIMULATOR_URL ?? null,
    logLevel: variables.LOG_LEVEL ?? (variables.NODE_ENV === "test" ? "silent" : "info"),
    isProduction: variables.NODE_ENV === "production",
  };
}

function setVariables(source: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(source).flatMap(([name, value]) => {
      const text = value?.trim();
      return text ? [[name, text]] : [];
    }),
  );
}

/** What is given counts; the stored secrets are only touched, and made, when one is missing. */
function secretsOf(variables: Variables, readStored: () => EmbeddedSecrets): EmbeddedSecrets {
  const { NEXTAUTH_SECRET: nextAuthSecret, ENCRYPTION_KEY: encryptionKey } = variables;
  if (nextAuthSecret && encryptionKey) return { nextAuthSecret, encryptionKey };
  const stored = readStored();
  return {
    nextAuthSecret: nextAuthSecret ?? stored.nextAuthSecret,
    encryptionKey: encryptionKey ?? stored.encryptionKey,
  };
}

function traceExportOf(variables: Variables): TraceExportSettings | null {
  const common = variables.OTEL_EXPORTER_OTLP_ENDPOINT;
  const url = variables.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (common && `${common}/v1/traces`);
  if (!url || variables.OTEL_SDK_DISABLED || variables.OTEL_TRACES_EXPORTER === "none") return null;
  const resource = variables.OTEL_RESOURCE_ATTRIBUTES ?? {};
  return {
    url,
    headers: { ...variables.OTEL_EXPORTER_OTLP_HEADERS, ...variables.OTEL_EXPORTER_OTLP_TRACES_HEADERS },
    timeoutMs: variables.OTEL_EXPORTER_OTLP_TIMEOUT,
    isCompressed: variables.OTEL_EXPORTER_OTLP_COMPRESSION === "gzip",
    resource: { ...resource, "service.name": variables.OTEL_SERVICE_NAME ?? resource["service.name"] ?? "ai-gym" },
    delayMs: variables.OTEL_BSP_SCHEDULE_DELAY,
    maxQueued: variables.OTEL_BSP_MAX_QUEUE_SIZE,
    maxBatch: variables.OTEL_BSP_MAX_EXPORT_BATCH_SIZE,
    includesContent: variables.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT ?? false,
  };
}

function providersOf(variables: Variables): Environment["providers"] {
  return Object.fromEntries(
    ENVIRONMENT_PROVIDERS.flatMap((kind) => {
      const name = kind.toUpperCase() as Uppercase<EnvironmentProvider>;
      const apiKey = variables[`${name}_API_KEY`];
      return apiKey ? [[kind, { apiKey, baseUrl: variables[`${name}_BASE_URL`] ?? null }]] : [];
    }),
  );
}

const toProblem = (issue: z.core.$ZodIssue): EnvironmentProblem => ({
  name: issue.path.join("."),
  message: issue.message,
});

function describeProblems(problems: readonly EnvironmentProblem[]): string {
  const lines = problems.map(({ name, message }) => `  ${name}: ${message}`);
  return `The configuration cannot be used. Correct these environment variables and start again:\n${lines.join("\n")}`;
}
