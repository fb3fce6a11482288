import type { Logger } from "pino";
import { withinMs } from "./within-ms";

export type HealthStatus = "healthy" | "degraded" | "unhealthy";

type HealthCheck = {
  name: string;
  /** What is wrong must be readable without a login, so `detail` holds no address and no secret. */
  check: () => Promise<{ status: HealthStatus; detail: string }>;
};

export type HealthReport = {
  /** The worst of the checks; healthy without any. */
  status: HealthStatus;
  checks: { name: string; status: HealthStatus; detail: string; durationMs: number }[];
};

export type Health = {
  /** Adds a check, or replaces the one with this name. */
  register: (check: HealthCheck) => void;
  /** Runs every check at once. It never throws: what fails or takes too long is unhealthy. */
  report: () => Promise<HealthReport>;
};

declare module "@/lib/platform/runtime" {
  interface Runtime {
    health: Health;
  }
}

const BY_SEVERITY = ["healthy", "degraded", "unhealthy"] as const satisfies readonly HealthStatus[];

export type HealthOptions = {
  log: Pick<Logger, "warn">;
  /** Longest wait for one check, milliseconds. (Default: 2,000) */
  timeoutMs?: number;
};

/** The process's checks. Ready means that none is unhealthy; a degraded process still serves. */
export function createHealth(options: HealthOptions): Health {
  const checks = new Map<string, HealthCheck>();
  return {
    register: (check) => void checks.set(check.name, check),
    report: async () => {
      const results = await Promise.all([...checks.values()].map((check) => runCheck(check, options)));
      return { status: worst(results.map((result) => result.status)), checks: results };
    },
  };
}

function worst(statuses: readonly HealthStatus[]): HealthStatus {
  return BY_SEVERITY[Math.max(0, ...statuses.map((status) => BY_SEVERITY.indexOf(status)))] ?? "unhealthy";
}

async function runCheck({ name, check }: HealthCheck, { log, timeoutMs = 2_000 }: HealthOptions) {
  const startedAt = performance.now();
  const durationMs = () => Math.round(performance.now() - startedAt);
  try {
    const result = await withinMs(timeoutMs, check());
    if (result) return { name, ...result.value, durationMs: durationMs() };
    return { name, status: "unhealthy" as const, detail: `no answer within ${timeoutMs} ms`, durationMs: durationMs() };
  } catch (error) {
    log.warn({ err: error, check: name }, "A health check failed");
    return {
      name,
      status: "unhealthy" as const,
      detail: "the check failed; the log says why",
      durationMs: durationMs(),
    };
  }
}
