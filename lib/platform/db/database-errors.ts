import { isAppError, unavailable } from "@/lib/platform/errors";

/** Prisma: unreachable, timed out, closed, too many connections. */
const PRISMA_CODES = new Set(["P1001", "P1002", "P1008", "P1011", "P1017", "P2024", "P2037"]);

/** Node's network errors and PostgreSQL's: shutting down, starting, too many connections, disk full. */
const DRIVER_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
  "57P01",
  "57P02",
  "57P03",
  "53100",
  "53300",
  // Our own, from the database thread: Prisma keeps the code and drops the rest.
  "unavailable",
]);

/** The `pg` driver gives these no code. */
const DRIVER_MESSAGES = [
  "Connection terminated",
  "timeout exceeded when trying to connect",
  "Client has encountered a connection error",
  "Client was closed and is not queryable",
  "Cannot use a pool after calling end on the pool",
  "Unable to start a transaction in the given time",
];

/** An adapter error nests at most client error, adapter error, its cause and the driver's own. */
const MAX_DEPTH = 6;

/** Whether this error means that the database is unreachable, restarting or full, so that trying again may help. */
export function isDatabaseDown(error: unknown): boolean {
  return chain(error).some((link) => {
    const codes = [link.code, link.originalCode].filter((code) => typeof code === "string");
    if (codes.some((code) => PRISMA_CODES.has(code) || DRIVER_CODES.has(code) || code.startsWith("08"))) return true;
    const message = typeof link.message === "string" ? link.message : "";
    return DRIVER_MESSAGES.some((text) => message.includes(text));
  });
}

/** `unavailable` in place of an error of a database that is down; any other error as it is. */
export function asUnavailable(error: unknown): unknown {
  if (isAppError(error) || !isDatabaseDown(error)) return error;
  return unavailable("The database cannot be reached right now. Try again in a moment", {
    cause: error,
    retryAfterMs: 2_000,
  });
}

/** Whether a unique index refused the row, from Prisma's own calls and from raw SQL. */
export function isUniqueViolation(error: unknown): boolean {
  return chain(error).some((link) => link.code === "P2002" || link.code === "23505" || link.originalCode === "23505");
}

type Link = { code?: unknown; originalCode?: unknown; message?: unknown; cause?: unknown; meta?: unknown };

/** The error and what it says caused it, outermost first. */
function chain(error: unknown): Link[] {
  const links: Link[] = [];
  let next: unknown = error;
  while (typeof next === "object" && next !== null && links.length < MAX_DEPTH) {
    const link: Link = next;
    links.push(link);
    next = link.cause ?? adapterError(link.meta);
  }
  return links;
}

function adapterError(meta: unknown): unknown {
  return typeof meta === "object" && meta !== null && "driverAdapterError" in meta
    ? meta.driverAdapterError
    : undefined;
}
