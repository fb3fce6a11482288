import { z } from "zod";

const PORT_RULE = "must be a whole number from 0 to 65535, such as 3000";

const port = z
  .string()
  .regex(/^\d{1,5}$/, PORT_RULE)
  .transform(Number)
  .refine((value) => value <= 65_535, PORT_RULE);

const address = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `is not a usable address; it looks like ${example}`,
  });

/** A web address without its trailing slashes. */
const webAddress = (example: string) =>
  address(["http:", "https:"], example)
    .refine((text) => !URL.canParse(text) || (new URL(text).search === "" && new URL(text).hash === ""), {
      error: `must have no query and no fragment, such as ${example}`,
    })
    .transform((text) => text.replace(/\/+$/, ""));

const EXAMPLE_VALUES =
  /change.?me|replace.?me|example|your.?secret|your.?key|placeholder|^(secret|password|test|default)[-_0-9]*$|^(.{1,8})\2+$/i;

const isExample = (text: string): boolean => EXAMPLE_VALUES.test(text);

const MAKE_ONE = "make one with: openssl rand -hex 32";

const nextAuthSecret = z
  .string()
  .refine((text) => !isExample(text), `is an example value; ${MAKE_ONE}`)
  .refine((text) => isExample(text) || text.length >= 32, `is too short, it needs at least 32 characters; ${MAKE_ONE}`);

const encryptionKey = z
  .string()
  .refine((text) => !isExample(text), `is an example value; ${MAKE_ONE}`)
  .refine((text) => isExample(text) || bytesOf(text)?.length === 32, `is not 32 bytes in hex or base64; ${MAKE_ONE}`)
  .transform((text) => bytesOf(text) ?? Buffer.alloc(0));

function bytesOf(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return Buffer.from(text, "base64");
  return null;
}

const apiKey = z.string().regex(/^[\x21-\x7e]+$/, "holds spaces or characters that no key has; copy it again");

const UPSTREAM = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+):(\d{1,5})$/;

const upstreams = z
  .string()
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part !== ""),
  )
  .refine(
    (list) =>
      list.every((part) => Number(UPSTREAM.exec(part)?.[2] ?? 0) > 0 && Number(UPSTREAM.exec(part)?.[2]) <= 65_535),
    {
      error: "must be a comma-separated list of host:port without protocol, such as 127.0.0.1:11434",
    },
  );

const wholeNumber = (example: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, `must be a whole number above 0, such as ${example}`)
    .transform(Number);

const isTrue = z.string().transform((text) => text.toLowerCase() === "true");

/** `name=value` pairs as OpenTelemetry writes them: separated by commas, percent-encoded. */
const pairs = (example: string) =>
  z
    .string()
    .refine((text) => readPairs(text) !== null, `must be name=value pairs separated by commas, such as ${example}`)
    .transform((text) => readPairs(text) ?? {});

function readPairs(text: string): Record<string, string> | null {
  const entries = text.split(",").flatMap((part) => {
    const [, name = "", value = ""] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
    return part.trim() === "" ? [] : [[name, value] as const];
  });
  if (entries.some(([name]) => name === "")) return null;
  try {
    return Object.fromEntries(entries.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return null;
  }
}

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/ and …/configuration/sdk-environment-variables/ */
const openTelemetryVariables = {
  OTEL_SDK_DISABLED: isTrue.optional(),
  OTEL_TRACES_EXPORTER: z.enum(["otlp", "none"], { error: "must be otlp or none" }).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress("http://collector:4318").optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: webAddress("http://collector:4318/v1/traces").optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(["http/json", "http/protobuf"], {
      error: "must be http/json: spans are sent over HTTP (usually port 4318), not gRPC (4317)",
    })
    .optional(),
  OTEL_EXPORTER_OTLP_HEADERS: pairs("api-key=secret").optional(),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: pairs("api-key=secret").optional(),
  OTEL_EXPORTER_OTLP_TIMEOUT: wholeNumber("10000 (milliseconds)").default(10_000),
  OTEL_EXPORTER_OTLP_COMPRESSION: z.enum(["gzip", "none"], { error: "must be gzip or none" }).optional(),
  OTEL_SERVICE_NAME: z.string().max(200, "must be at most 200 characters").optional(),
  OTEL_RESOURCE_ATTRIBUTES: pairs("deployment.environment.name=production").optional(),
  OTEL_BSP_SCHEDULE_DELAY: wholeNumber("5000 (milliseconds)").default(5_000),
  OTEL_BSP_MAX_QUEUE_SIZE: wholeNumber("2048").default(2_048),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: wholeNumber("512").default(512),
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: isTrue.optional(),
};

/** Every variable that the product reads. The README's configuration table follows this list. */
export const environmentVariables = z.object({
  NODE_ENV: z.string().optional(),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "must be one of trace, debug, info, warn, error, fatal, silent",
    })
    .optional(),
  PORT: port.default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9_.:-]+$/, "must be an address to listen on, such as 127.0.0.1 or 0.0.0.0 (every interface)")
    .default("127.0.0.1"),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: address(["postgres:", "postgresql:"], "postgresql://user:password@host:5432/database").optional(),
  REDIS_URL: address(["redis:", "rediss:"], "redis://host:6379").optional(),
  NEXTAUTH_SECRET: nextAuthSecret.optional(),
  ENCRYPTION_KEY: encryptionKey.optional(),
  PUBLIC_URL: webAddress("https://gym.company.com").optional(),
  OPENAI_API_KEY: apiKey.optional(),
  ANTHROPIC_API_KEY: apiKey.optional(),
  OPENROUTER_API_KEY: apiKey.optional(),
  GEMINI_API_KEY: apiKey.optional(),
  GROQ_API_KEY: apiKey.optional(),
  OPENAI_BASE_URL: webAddress("https://api.openai.com/v1").optional(),
  ANTHROPIC_BASE_URL: webAddress("https://api.anthropic.com/v1").optional(),
  OPENROUTER_BASE_URL: webAddress("https://openrouter.ai/api/v1").optional(),
  GEMINI_BASE_URL: webAddress("https://generativelanguage.googleapis.com/v1beta/openai").optional(),
  GROQ_BASE_URL: webAddress("https://api.groq.com/openai/v1").optional(),
  GYM_UPSTREAM_ALLOW: upstreams.optional(),
  METRICS_TOKEN: z.string().min(16, "is too short, it needs at least 16 characters").optional(),
  GYM_OWNER_EMAIL: z.email("is not an email address, such as ada@company.com").optional(),
  GYM_OWNER_PASSWORD: z.string().min(8, "is too short, it needs at least 8 characters (15 are better)").optional(),
  GYM_API_KEY: apiKey.min(16, "is too short, it needs at least 16 characters").optional(),
  GYM_CPU_HOUR_USD: z
    .string()
    .regex(/^\d+(\.\d+)?$/, "must be a price in US dollars per CPU hour, such as 0.05")
    .transform(Number)
    .default(0.05),
  GYM_CACHE_MB: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, "must be a whole number of megabytes, such as 64")
    .transform(Number)
    .default(64),
  GYM_MAX_TRAINING_ROWS: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, "must be a whole number of rows, such as 100000")
    .transform(Number)
    .default(100_000),
  SIMULATOR_URL: webAddress("http://127.0.0.1:4010").optional(),
  ...openTelemetryVariables,
});

export type EnvironmentProblem = { name: string; message: string };

/** What is wrong between variables, judged by which are set, so that it is reported beside what is wrong in each. */
export function findMissingVariables(given: Readonly<Record<string, string>>): EnvironmentProblem[] {
  const problems: EnvironmentProblem[] = [];
  const expectSet = (name: string, reason: string) => {
    if (!given[name]) problems.push({ name, message: `is missing: ${reason}` });
  };
  if (given.GYM_OWNER_EMAIL || given.GYM_OWNER_PASSWORD || given.GYM_API_KEY) {
    const reason = "the owner of a headless first start needs GYM_OWNER_EMAIL and GYM_OWNER_PASSWORD";
    expectSet("GYM_OWNER_EMAIL", reason);
    expectSet("GYM_OWNER_PASSWORD", reason);
  }
  if (given.NODE_ENV === "production" && given.DATABASE_URL) {
    const reason = `production with DATABASE_URL needs one that all replicas share; ${MAKE_ONE}`;
    expectSet("NEXTAUTH_SECRET", reason);
    expectSet("ENCRYPTION_KEY", reason);
  }
  return problems;
}
