import { readFileSync } from "node:fs";

/** The kernel counts in hundredths of a second on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * Processor time of the calling thread, seconds. Node 20 tells it of the whole process only, so it is read from the
 * kernel; where there is no such file the elapsed time stands in, which is never less for a thread that only computes.
 */
export function threadCpuSeconds(): number {
  try {
    const text = readFileSync("/proc/thread-self/stat", "utf8");
    // The second field is the thread's name in parentheses, and may hold blanks.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return performance.now() / 1_000;
  }
}
