/**
 * SQLSTATE classes that blame the data: value out of range or malformed, constraint violated, too large for an index
 * (PostgreSQL, appendix A). All others blame the database: down, full, read-only, locked, out of memory, wrong rights.
 */
const DATA_CLASSES = new Set(["22", "23", "54"]);

const MAX_DEPTH = 6;

/** Whether the database refused a record for its content, so that trying again would fail again. */
export function isRecordFault(error: unknown): boolean {
  let next: unknown = error;
  for (let depth = 0; typeof next === "object" && next !== null && depth < MAX_DEPTH; depth++) {
    const link = next as {
      code?: unknown;
      originalCode?: unknown;
      cause?: unknown;
      meta?: { driverAdapterError?: unknown };
    };
    const states = [link.originalCode, link.code].filter(
      (code) => typeof code === "string" && /^[0-9A-Z]{5}$/.test(code),
    );
    if (states.some((state) => DATA_CLASSES.has(String(state).slice(0, 2)))) return true;
    next = link.cause ?? link.meta?.driverAdapterError;
  }
  return false;
}
