import { rmSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "pino";
import { messageOf, unavailable } from "@/lib/platform/errors";
import { withinMs } from "@/lib/platform/within-ms";
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
  /**
   * Writes the final state. Once this returns, the record survives a crash; when the disk is full, it is held in
   * memory until the database has it. It never throws.
   */
  settle(record: ExecutionRecord): void;
  /**
   * Takes executions that a caller reports, all or none of them; once this returns, they survive a crash. Throws
   * `unavailable` when the disk refuses them, or while too many wait for the database.
   */
  accept(records: readonly ExecutionRecord[]): void;
  /** Stores everything that was settled so far. Resolves also when the database is down: the spool keeps it. */
  flush(): Promise<void>;
  stats(): RecorderStats;
  /** Stores what it can within ten seconds; the rest waits in the spool for the next start. */
  stop(): Promise<void>;
};

type RecorderStats = {
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
  /** Told of a record that is set aside: it does not come to `store` again. */
  onRejected?: (record: ExecutionRecord) => void;
  /** This process, in whose name the spool is written. */
  owner: ProcessIdentity;
  isProcessAlive: (process: ProcessIdentity) => boolean;
  /** Pause between two flushes, milliseconds. (Default: 400.) */
  flushIntervalMs?: number;
  /** Settled records held in memory; beyond it they wait on disk alone. (Default: 20,000.) */
  maxQueued?: number;
  /** Records that may wait, in memory and on disk, before callers' reports are refused. (Default: 500,000.) */
  maxUnstored?: number;
};

type Queued = { record: ExecutionRecord; segment: Segment };

/** Records per statement. */
const BATCH_SIZE = 1_000;
const STOP_PATIENCE_MS = 10_000;
/** When to send again what was not taken. */
const RETRY_AFTER_MS = 5_000;
/** A call that runs longer is stored as pending, so that people can see it. */
const SHOW_PENDING_AFTER_MS = 1_500;

export function createRecorder(options: RecorderOptions): Recorder {
  const { folder, now, log, store } = options;
  const flushIntervalMs = options.flushIntervalMs ?? 400;
  const maxQueued = options.maxQueued ?? 20_000;
  const maxUnstored = options.maxUnstored ?? 500_000;
  const spool = openSpool(folder, options.owner, now().getTime());
  const pending = new Map<string, Queued & { isShown: boolean }>();
  let queue: Queued[] = [];
  let rejected = 0;
  let lastError: string | null = null;
  let running: Promise<void> | null = null;
  let isRecovered = false;
  let recoveryError: string | null = null;

  function open(record: ExecutionRecord): void {
    const segment = spool.appendSoon(record);
    segment.pending++;
    pending.set(record.id, { record, segment, isShown: false });
  }

  function settle(record: ExecutionRecord): void {
    const opened = pending.get(record.id);
    pending.delete(record.id);
    if (opened) opened.segment.pending--;
    const written = appendOrLog(record);
    // What the disk refused is in memory alone, so its pending line has to stay until it is stored.
    if (written) enqueue(record, written);
    else hold(record, opened?.segment ?? spool.current());
  }

  function accept(records: readonly ExecutionRecord[]): void {
    if (unstoredCount() + records.length > maxUnstored) {
      throw unavailable("Too many executions wait for the database: send these again in a moment", {
        retryAfterMs: RETRY_AFTER_MS,
      });
    }
    let segment: Segment;
    try {
      segment = spool.appendAll(records);
    } catch (error) {
      reportSpool(error);
      throw unavailable("The server's disk takes no more: nothing was recorded; send it again in a moment", {
        retryAfterMs: RETRY_AFTER_MS,
        cause: error,
      });
    }
    for (const record of records) enqueue(record, segment);
  }

  /** What is safe on disk waits there alone when memory holds enough. */
  function enqueue(record: ExecutionRecord, segment: Segment): void {
    if (queue.length >= maxQueued) segment.spilled++;
    else hold(record, segment);
  }

  function hold(record: ExecutionRecord, segment: Segment): void {
    segment.unstored++;
    queue.push({ record, segment });
  }

  function appendOrLog(record: ExecutionRecord): Segment | null {
    try {
      return spool.append(record);
    } catch (error) {
      reportSpool(error);
      return null;
    }
  }

  function rotate(isWanted = false): void {
    try {
      spool.rotate(now().getTime(), isWanted);
    } catch (error) {
      reportSpool(error);
    }
  }

  /** A full disk must not stop the answer. */
  function reportSpool(error: unknown): void {
    const message = `The spool cannot be written: ${messageOf(error)}`;
    if (lastError !== message) log.error({ err: error }, "the spool cannot be written");
    lastError = message;
  }

  async function flush(): Promise<void> {
    // One that is under way may have passed by what was settled since it began.
    await running;
    running ??= storeAll().finally(() => {
      running = null;
    });
    await running;
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
      rotate(spool.current().spilled > 0);
      await recoverSpilled();
      spool.collect();
      lastError = null;
    } catch (error) {
      if (lastError !== messageOf(error))
        log.warn({ err: error, waiting: queue.length }, "executions cannot be stored yet");
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
    options.onRejected?.(record);
    log.error(
      { err: error, executionId: record.id },
      "the database refused an execution; it is kept in rejected.jsonl",
    );
    await appendFile(path.join(folder, "rejected.jsonl"), `${JSON.stringify(record)}\n`, { mode: 0o600 });
  }

  async function showLongCalls(): Promise<void> {
    const before = now().getTime() - SHOW_PENDING_AFTER_MS;
    const long = [...pending.values()].filter(
      ({ record, isShown }) => !isShown && Date.parse(record.createdAt) < before,
    );
    for (let start = 0; start < long.length; start += BATCH_SIZE) {
      const batch = long.slice(start, start + BATCH_SIZE);
      await store(batch.map(({ record }) => record)).catch((error: unknown) => {
        // What is wrong with a record shows again, and is dealt with, when it settles.
        if (options.isTransient(error)) throw error;
      });
      for (const entry of batch) entry.isShown = true;
    }
  }

  async function recoverSpilled(): Promise<void> {
    for (const segment of spool.segments()) {
      if (segment.spilled === 0 || segment.descriptor !== null) continue;
      await storeInBatches(readBack(segment.file).filter(isSettled));
      segment.spilled = 0;
    }
  }

  function readBack(file: string): ExecutionRecord[] {
    const { records, brokenLines } = readSegment(file);
    if (brokenLines.length > 0)
      log.warn({ file, brokenLines: brokenLines.slice(0, 5) }, "unreadable lines in a spool file");
    return records;
  }

  async function storeInBatches(records: readonly ExecutionRecord[]): Promise<void> {
    for (let start = 0; start < records.length; start += BATCH_SIZE) {
      await storeOrReject(records.slice(start, start + BATCH_SIZE));
    }
  }

  /**
   * Brings in what ended processes left: settled records as they are, and as interrupted those that settled in no
   * file. A call may begin in one file and settle in the next, so no file goes before all are read.
   */
  async function recoverAbandoned(): Promise<void> {
    const files = abandonedSegments(folder, options.isProcessAlive);
    const unsettled = new Map<string, ExecutionRecord>();
    let count = 0;
    for (const file of files) {
      const records = readBack(file);
      for (const record of records) {
        if (isSettled(record)) unsettled.delete(record.id);
        else unsettled.set(record.id, record);
      }
      const settled = records.filter(isSettled);
      await storeInBatches(settled);
      count += settled.length;
    }
    await storeInBatches([...unsettled.values()].map((record) => interrupted(record, now())));
    for (const file of files) rmSync(file, { force: true });
    if (files.length > 0)
      log.info({ settled: count, interrupted: unsettled.size }, "recovered executions of an earlier process");
  }

  const timer = setInterval(() => {
    rotate();
    if (!running) void tick();
  }, flushIntervalMs);
  timer.unref();

  async function tick(): Promise<void> {
    if (!isRecovered) {
      isRecovered = true;
      await recoverAbandoned().catch((error: unknown) => {
        isRecovered = false;
        const message = messageOf(error);
        if (message !== recoveryError)
          log.warn({ err: error }, "executions of an earlier process cannot be recovered yet");
        recoveryError = message;
      });
    }
    await flush();
  }

  const unstoredCount = () => spool.segments().reduce((total, segment) => total + segment.spilled, queue.length);

  return {
    open,
    settle,
    accept,
    flush,
    stats: () => ({ pending: pending.size, unstored: unstoredCount(), rejected, lastError }),
    async stop() {
      clearInterval(timer);
      if (!(await withinMs(STOP_PATIENCE_MS, flush())))
        log.warn("the database is slow: what is not stored waits in the spool");
      spool.close();
    },
  };
}

const isSettled = (record: ExecutionRecord): boolean => record.status !== "pending";

function interrupted(record: ExecutionRecord, at: Date): ExecutionRecord {
  return {
    ...record,
    status: "interrupted",
    errorCode: "interrupted",
    errorMessage: "The server stopped while this call was under way",
    settledAt: at.toISOString(),
  };
}
