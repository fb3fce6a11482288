export type SystemHealth = {
  status: "healthy" | "degraded" | "unhealthy";
  /** What to say about it, worst first. */
  problems: { name: string; detail: string }[];
  version: string | null;
};

type Report = {
  status?: unknown;
  version?: unknown;
  checks?: { name?: unknown; status?: unknown; detail?: unknown }[];
};

/** Reads the answer of `/api/ready`, bare or in the API's envelope. An answer that cannot be read is judged by its HTTP status. */
export function readHealth(body: unknown, isOk: boolean): SystemHealth {
  const report = unwrap(body);
  const status =
    report.status === "healthy" || report.status === "degraded" || report.status === "unhealthy"
      ? report.status
      : isOk
        ? "healthy"
        : "unhealthy";
  const checks = Array.isArray(report.checks) ? report.checks : [];
  const broken = checks.filter((check) => check.status === "unhealthy");
  const weak = checks.filter((check) => check.status === "degraded");
  return {
    status,
    problems: [...broken, ...weak].map(({ name, detail }) => ({ name: String(name), detail: String(detail ?? "") })),
    version: typeof report.version === "string" ? report.version : null,
  };
}

function unwrap(body: unknown): Report {
  if (typeof body !== "object" || body === null) return {};
  if ("data" in body && typeof body.data === "object" && body.data !== null) return body.data;
  if ("error" in body && typeof body.error === "object" && body.error !== null && "details" in body.error) {
    return unwrap(body.error.details);
  }
  return body;
}
