import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import path from "node:path";
import { messageOf } from "@/lib/platform/errors";
import type { ExecutionRecord } from "./schemas";

/**
 * The file that keeps every execution from the moment it starts until it is in the database, so that kill -9, a
 * database restart or a full database disk loses none. One line an event: `pending` before the call, the settled
 * record after it. Files rotate; one is deleted when everything in it is stored.
 */
export type Spool = {
  /** Appends a line and returns the segment that holds it. Throws when the disk refuses. */
  append(record: ExecutionRecord): Segment;
  /** Starts a new segment when the current one is big or old, so that finished ones can go. */
  rotate(nowMs: number): void;
  /** Deletes closed segments whose records are all stored. */
  collect(): void;
  close(): void;
};

/** One file. It may be deleted once it is closed, nothing in it is pending, and nothing waits to be stored. */
export type Segment = {
  file: string;
  descriptor: number | null;
  bytes: number;
  openedAtMs: number;
  /** Calls that started here and have not settled. */
  pending: number;
  /** Settled records that are not in the database yet. */
  unstored: number;
  /** Records that were dropped from memory: the file has to be read back before it may go. */
  isSpilled: boolean;
};

const MAX_SEGMENT_BYTES = 4_000_000;
const MAX_SEGMENT_AGE_MS = 5_000;

/** Which process owns a file: its pid, and when it started, since pids are used again. */
export type ProcessIdentity = { pid: number; start: string };

export function openSpool(folder: string, owner: ProcessIdentity, nowMs: number): Spool & { segments: Segment[] } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let sequence = 0;
  const segments: Segment[] = [];

  function openSegment(atMs: number): Segment {
    const file = path.join(folder, `${owner.pid}-${owner.start}-${sequence++}.jsonl`);
    const segment: Segment = {
      file,
      descriptor: openSync(file, "a", 0o600),
      bytes: 0,
      openedAtMs: atMs,
      pending: 0,
      unstored: 0,
      isSpilled: false,
    };
    segments.push(segment);
    return segment;
  }

  let current = openSegment(nowMs);

  function append(record: ExecutionRecord): Segment {
    const line = JSON.stringify(record) + "\n";
    current.bytes += writeSync(current.descriptor!, line);
    return current;
  }

  function rotate(atMs: number): void {
    const isOld = atMs - current.openedAtMs > MAX_SEGMENT_AGE_MS && current.bytes > 0;
    if (current.bytes <= MAX_SEGMENT_BYTES && !isOld) return;
    closeSegment(current);
    current = openSegment(atMs);
  }

  function closeSegment(segment: Segment): void {
    if (segment.descriptor !== null) closeSync(segment.descriptor);
    segment.descriptor = null;
  }

  function collect(): void {
    for (const segment of [...segments]) {
      if (segment.descriptor !== null || segment.pending > 0 || segment.unstored > 0 || segment.isSpilled) continue;
      unlinkSync(segment.file);
      segments.splice(segments.indexOf(segment), 1);
    }
  }

  function close(): void {
    closeSegment(current);
    collect();
  }

  return { append, rotate, collect, close, segments };
}

/** Files that earlier processes left behind. Those of a process that still runs are its own business. */
export function abandonedSegments(folder: string, isAlive: (owner: ProcessIdentity) => boolean): string[] {
  return readdirSync(folder).flatMap((name) => {
    const [, pid, start] = /^(\d+)-(\w+)-\d+\.jsonl$/.exec(name) ?? [];
    if (pid === undefined || start === undefined || isAlive({ pid: Number(pid), start })) return [];
    return [path.join(folder, name)];
  });
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
      const record = JSON.parse(text) as ExecutionRecord;
      byId.set(record.id, record);
    } catch (error) {
      if (index < lines.length - 1) brokenLines.push({ line: index + 1, reason: messageOf(error) });
    }
  });
  return { records: [...byId.values()], brokenLines };
}
