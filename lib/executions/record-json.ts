import type { ExecutionRecord } from "./schemas";

/** A record is written twice, to the spool and to the database, and put into words once. */
const WRITTEN = Symbol("json");
type Written = ExecutionRecord & { [WRITTEN]?: string };

/** A record as JSON. */
export function recordJson(record: Written): string {
  const known = record[WRITTEN];
  if (known !== undefined) return known;
  const json = JSON.stringify(record);
  // Not enumerable, so that a copy of the record has to be put into words anew.
  Object.defineProperty(record, WRITTEN, { value: json });
  return json;
}

/** The record of a line that `recordJson` wrote. Throws when it is not JSON. */
export const parseRecord = (json: string): ExecutionRecord => JSON.parse(json) as ExecutionRecord;
