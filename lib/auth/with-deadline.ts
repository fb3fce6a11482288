import { withinMs } from "@/lib/platform/within-ms";

/** Rejects when the work takes longer than `deadlineMs`. The work itself goes on; its result is dropped. */
export async function withDeadline<Result>(work: Promise<Result>, deadlineMs: number): Promise<Result> {
  const result = await withinMs(deadlineMs, work);
  if (!result) throw new Error(`no answer within ${deadlineMs} ms`);
  return result.value;
}
