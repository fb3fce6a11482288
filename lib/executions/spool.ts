import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { messageOf } from "@/lib/platform/errors";
import { parseRecord, recordJson } from "./record-json";
import type { ExecutionRecord } from "./schemas";

/**
 * The file that keeps every execution from the moment it starts until it is in the database, so that kill -9, a
 * database restart or a full database disk loses none. One line an event: `pending` before the call, the settled
 * record after it. Files rotate; one is deleted when everything in it is stored.
 */
export type Spool = {
  /** Appends a line and returns the segment that holds it. Throws when the disk refuses. */
  append(record: ExecutionRecord): Segment;
  /** The same of many, in one piece. */
  appendAll(records: readonly ExecutionRecord[]): Segment;
  /** The same before this turn of the event loop ends, together with others: for lines that acknowledge nothing. */
  appendSoon(record: ExecutionRecord): Segment;
  /** The segment that is being written. */
  current(): Segment;
  /** Closed segments that still hold something, and the current one. */
  segments(): readonly Segment[];
  /** Starts a new segment when the current one is big or old, or is to be read back. Throws when the disk refuses. */
  rotate(nowMs: number, isWanted?: boolean): void;
  /** Deletes closed segments whose records are all stored. */
  collect(): void;
  close(): void;
};

/** One file. It may be deleted once it is closed, nothing in it is pending, and nothing waits to be stored. */
export type Segment = {
  file: string;
  descriptor: number | null;
  bytes: number;
  /** Whether the disk took only a part of the last line. */
  isCut: boolean;
  openedAtMs: number;
  /** Calls that started here and have not settled. */
  pending: number;
  /** Settled records that are not in the database yet. */
  unstored: number;
  /** Settled records that are in the file alone: it has to be read back before it may go. */
  spilled: number;
};

const MAX_SEGMENT_BYTES = 4_000_000;
const MAX_SEGMENT_AGE_MS = 5_000;

/** Which process owns a file: its pid, and when it started, since pids are used again. */
export type ProcessIdentity = { pid: number; start: string };

export function openSpool(folder: string, owner: ProcessIdentity, nowMs: number): Spool {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let sequence = 0;
  let segments: Segment[] = [];

  function openSegment(atMs: number): Segment {
    const file = path.join(folder, `${owner.pid}-${owner.start}-${sequence++}.jsonl`);
    const descriptor = openSync(file, "a", 0o600);
    const counts = { bytes: 0, pending: 0, unstored: 0, spilled: 0 };
    const segment: Segment = { file, descriptor, isCut: false, openedAtMs: atMs, ...counts };
    segments.push(segment);
    return segment;
  }

  let current = openSegment(nowMs);
  let waiting = "";

  const append = (record: ExecutionRecord): Segment => appendAll([record]);

  function appendAll(records: readonly ExecutionRecord[]): Segment {
    write(records.map((record) => `${recordJson(record)}\n`).join(""));
    return current;
  }

  function appendSoon(record: ExecutionRecord): Segment {
    if (waiting === "") setImmediate(writeWaiting);
    waiting += `${recordJson(record)}\n`;
    return current;
  }

  function write(line: string): void {
    const text = waiting + line;
    waiting = "";
    writeWhole(current, current.isCut ? `\n${text}` : text);
  }

  function writeWaiting(): void {
    if (waiting === "" || current.descriptor === null) return;
    try {
      write("");
    } catch {
      // Nothing was acknowledged by these lines; the next one that matters reports the disk.
    }
  }

  function rotate(atMs: number, isWanted = false): void {
    const isOld = isWanted || atMs - current.openedAtMs > MAX_SEGMENT_AGE_MS;
    if (current.bytes === 0 || (current.bytes <= MAX_SEGMENT_BYTES && !isOld)) return;
    const full = current;
    writeWaiting();
    // On a full disk this throws, and the old segment goes on.
    current = openSegment(atMs);
    closeSegment(full);
  }

  function collect(): void {
    const isDone = (segment: Segment) =>
      segment.descriptor === null && segment.pending === 0 && segment.unstored === 0 && segment.spilled === 0;
    for (const segment of segments) if (isDone(segment)) rmSync(segment.file, { force: true });
    segments = segments.filter((segment) => !isDone(segment));
  }

  function close(): void {
    writeWaiting();
    closeSegment(current);
    collect();
  }

  return { append, appendAll, appendSoon, current: () => current, segments: () => segments, rotate, collect, close };
}

/** A disk that fills up takes a part of a line without an error and refuses the rest with one. */
function writeWhole(segment: Segment, text: string): void {
  if (segment.descriptor === null) throw new Error("The spool is closed");
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(segment.descriptor, bytes, written);
    segment.isCut = false;
  } catch (error) {
    segment.isCut ||= written > 0;
    throw error;
  } finally {
    segment.bytes += written;
  }
}

function closeSegment(segment: Segment): void {
  if (segment.descriptor !== null) closeSync(segment.descriptor);
  segment.descriptor = null;
}

/** Files that ended processes left behind, each process's in the order of writing. */
export function abandonedSegments(folder: string, isAlive: (owner: ProcessIdentity) => boolean): string[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const [, pid, start, sequence] = /^(\d+)-(\w+)-(\d+)\.jsonl$/.exec(name) ?? [];
      if (pid === undefined || start === undefined || isAlive({ pid: Number(pid), start })) return [];
      return [{ file: path.join(folder, name), sequence: Number(sequence) }];
    })
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ file }) => file);
}

export type SegmentContent = {
  /** The last state of each execution, in the order of their first line. */
  records: ExecutionRecord[];
  /** Lines that could not be read, other than a last line cut off by a crash. */
  brokenLines: { line: number; reason: string }[];
};

/** Reads a segment back. A later line of the same execution replaces the earlier one. */
export function readSegment(file: string): SegmentContent {
  const lines = readFileSync(file, "utf8").split("\n");
  const byId = new Map<string, ExecutionRecord>();
  const brokenLines: SegmentContent["brokenLines"] = [];
  lines.forEach((text, index) => {
    if (text === "") return;
    try {
      const record = parseRecord(text);
      byId.set(record.id, record);
    } catch (error) {
      if (index < lines.length - 1) brokenLines.push({ line: index + 1, reason: messageOf(error) });
    }
  });
  return { records: [...byId.values()], brokenLines };
}
