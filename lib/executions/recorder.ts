import { unlinkSync } from "node:fs";
import path from "node:path";
import type { Logger } from "pino";
import { messageOf } from "@/lib/platform/errors";
import type { ExecutionRecord } from "./schemas";
import { abandonedSegments, openSpool, readSegment, type ProcessIdentity, type Segment } from "./spool";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    recorder: Recorder;
  }
}

export type Recorder = {
  /** Writes an execution ahead of its call. */
  open(record: ExecutionRecord): void;
  /** Writes the final state. Once this returns, the record survives a crash. */
  settle(record: ExecutionRecord): void;
  /** Stores everything that was settled so far. Resolves also when the database is down: the spool keeps it. */
  flush(): Promise<void>;
  stats(): RecorderStats;
  stop(): Promise<void>;
};

export type RecorderStats = {
  /** Calls under way. */
  pending: number;
  /** Settled records that are not in the database yet. */
  unstored: number;
  /** Records that the database refused for their content; kept in `rejected.jsonl`. */
  rejected: number;
  /** The last failure to store; null when the last attempt succeeded. */
  lastError: string | null;
};

export type RecorderOptions = {
  folder: string;
  now: () => Date;
  log: Logger;
  /** Stores records in one statement, idempotent by id; a settled record replaces a pending one. */
  store: (records: readonly ExecutionRecord[]) => Promise<void>;
  /** Whether a failure of `store` is the database's, to be tried again, rather than a record's. */
  isTransient: (error: unknown) => boolean;
  /** This process, in whose name the spool is written. */
  owner: ProcessIdentity;
  isProcessAlive: (process: ProcessIdentity) => boolean;
  /** Pause between two flushes, milliseconds. (Default: 200.) */
  flushIntervalMs?: number;
  /** Settled records held in memory; beyond it they wait on disk alone. (Default: 20,000.) */
  maxQueued?: number;
};

type Queued = { record: ExecutionRecord; segment: Segment };

/** Records per statement: one takes 10 to 20 ms in the embedded database. */
const BATCH_SIZE = 500;
/** A call that runs longer is stored as pending, so that people can see it. */
const SHOW_PENDING_AFTER_MS = 1_500;

export function createRecorder(options: RecorderOptions): Recorder {
  const { folder, now, log, store } = options;
  const flushIntervalMs = options.flushIntervalMs ?? 200;
  const maxQueued = options.maxQueued ?? 20_000;
  const spool = openSpool(folder, options.owner, now().getTime());
  const pending = new Map<string, Queued & { isShown: boolean }>();
  let queue: Queued[] = [];
  let rejected = 0;
  let lastError: string | null = null;
  let running: Promise<void> | null = null;
  let isStopped = false;

  function open(record: ExecutionRecord): void {
    const segment = appendOrLog(record);
    if (!segment) return;
    segment.pending++;
    pending.set(record.id, { record, segment, isShown: false });
  }

  function settle(record: ExecutionRecord): void {
    const opened = pending.get(record.id);
    pending.delete(record.id);
    const segment = appendOrLog(record) ?? opened?.segment;
    if (opened) opened.segment.pending--;
    if (!segment) return;
    if (queue.length >= maxQueued) {
      segment.isSpilled = true;
      return;
    }
    segment.unstored++;
    queue.push({ record, segment });
  }

  /** A full disk must not stop the answer: the record then lives in memory until the next flush. */
  function appendOrLog(record: ExecutionRecord): Segment | null {
    try {
      return spool.append(record);
    } catch (error) {
      lastError = `The spool cannot be written: ${messageOf(error)}`;
      log.error({ err: error, executionId: record.id }, "the spool cannot be written");
      return spool.segments.at(-1) ?? null;
    }
  }

  function flush(): Promise<void> {
    running ??= storeAll().finally(() => {
      running = null;
    });
    return running;
  }

  async function storeAll(): Promise<void> {
    try {
      while (queue.length > 0) {
        const batch = queue.slice(0, BATCH_SIZE);
        await storeOrReject(batch.map(({ record }) => record));
        queue = queue.slice(batch.length);
        for (const { segment } of batch) segment.unstored--;
      }
      await showLongCalls();
      spool.rotate(now().getTime());
      await recoverSpilled();
      spool.collect();
      lastError = null;
    } catch (error) {
      if (lastError !== messageOf(error)) log.warn({ err: error, waiting: queue.length }, "executions cannot be stored yet");
      lastError = messageOf(error);
    }
  }

  /** Halves a refused batch until the record at fault is alone, keeps that one aside and stores the rest. */
  async function storeOrReject(records: readonly ExecutionRecord[]): Promise<void> {
    try {
      await store(records);
    } catch (error) {
      if (options.isTransient(error)) throw error;
      if (records.length === 1) return reject(records[0]!, error);
      const middle = records.length >> 1;
      await storeOrReject(records.slice(0, middle));
      await storeOrReject(records.slice(middle));
    }
  }

  async function reject(record: ExecutionRecord, error: unknown): Promise<void> {
    rejected++;
    log.error({ err: error, executionId: record.id }, "the database refused an execution; it is kept in rejected.jsonl");
    const { appendFile } = await import("node:fs/promises");
    await appendFile(path.join(folder, "rejected.jsonl"), JSON.stringify(record) + "\n", { mode: 0o600 });
  }

  async function showLongCalls(): Promise<void> {
    const before = now().getTime() - SHOW_PENDING_AFTER_MS;
    const long = [...pending.values()].filter(({ record, isShown }) => !isShown && Date.parse(record.createdAt) < before);
    for (const entry of long) entry.isShown = true;
    for (let start = 0; start < long.length; start += BATCH_SIZE) {
      await store(long.slice(start, start + BATCH_SIZE).map(({ record }) => record));
    }
  }

  async function recoverSpilled(): Promise<void> {
    for (const segment of spool.segments) {
      if (!segment.isSpilled || segment.descriptor !== null || segment.pending > 0) continue;
      await storeSegment(segment.file, (record) => record);
      segment.isSpilled = false;
    }
  }

  async function storeSegment(file: string, revise: (record: ExecutionRecord) => ExecutionRecord): Promise<number> {
    const { records, brokenLines } = readSegment(file);
    if (brokenLines.length > 0) log.warn({ file, brokenLines: brokenLines.slice(0, 5) }, "unreadable lines in a spool file");
    for (let start = 0; start < records.length; start += BATCH_SIZE) {
      await storeOrReject(records.slice(start, start + BATCH_SIZE).map(revise));
    }
    return records.length;
  }

  /** Brings in what a killed process left: settled records as they are, pending ones as interrupted. */
  async function recoverAbandoned(): Promise<void> {
    for (const file of abandonedSegments(folder, options.isProcessAlive)) {
      const count = await storeSegment(file, (record) =>
        record.status === "pending" ? interrupted(record, now()) : record,
      );
      unlinkSync(file);
      log.info({ file: path.basename(file), count }, "recovered executions of an earlier process");
    }
  }

  let isRecovered = false;
  const timer = setInterval(() => {
    if (!isStopped) void tick();
  }, flushIntervalMs);
  timer.unref();

  async function tick(): Promise<void> {
    if (!isRecovered) {
      isRecovered = true;
      await recoverAbandoned().catch((error: unknown) => {
        isRecovered = false;
        log.warn({ err: error }, "executions of an earlier process cannot be recovered yet");
      });
    }
    await flush();
  }

  return {
    open,
    settle,
    flush,
    stats: () => ({ pending: pending.size, unstored: queue.length, rejected, lastError }),
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await flush();
      await flush();
      spool.close();
    },
  };
}

function interrupted(record: ExecutionRecord, at: Date): ExecutionRecord {
  return {
    ...record,
    status: "interrupted",
    errorCode: "interrupted",
    errorMessage: "The server stopped while this call was under way",
    settledAt: at.toISOString(),
  };
}
