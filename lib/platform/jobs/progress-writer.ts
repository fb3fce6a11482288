import type { Runtime } from "../runtime";
import { writeProgress, type Lease } from "./lease-store";
import type { JobProgress } from "./schemas";

const INTERVAL_MS = 500;

export type ProgressWriter = {
  report: (progress: JobProgress) => void;
  /** Ends the writing and gives the newest progress, so that it is stored with the outcome; null when none came. */
  close: () => Promise<JobProgress | null>;
};

/** Stores progress at once, then at most every 500 ms. `onLost` is called when the lease turns out to be gone. */
export function createProgressWriter(
  runtime: Pick<Runtime, "db" | "log" | "jobs">,
  lease: Lease,
  onLost: () => void,
): ProgressWriter {
  let latest: JobProgress | null = null;
  let isDirty = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  const write = async () => {
    if (!latest) return;
    isDirty = false;
    try {
      const isHeld = await writeProgress(runtime.db, lease, latest);
      if (isHeld) runtime.jobs.publish({ type: "changed", jobId: lease.id });
      else onLost();
    } catch (error) {
      runtime.log.warn({ err: error, jobId: lease.id }, "The progress of a job could not be stored");
    }
  };
  const flush = () => {
    timer = setTimeout(() => {
      timer = null;
      if (isDirty && !isClosed) flush();
    }, INTERVAL_MS);
    writing = writing.then(write);
  };

  return {
    report: (progress) => {
      if (isClosed) return;
      latest = progress;
      isDirty = true;
      if (!timer) flush();
    },
    close: async () => {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await writing;
      return latest;
    },
  };
}
