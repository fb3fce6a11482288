import { parentPort, workerData } from "node:worker_threads";
import { PGlite, protocol } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { messageOf } from "@/lib/platform/errors";
import type { ThreadAnswer, ThreadRequest, ThreadSettings } from "./thread-messages";

/** Replies are posted in pieces of about this size, so that the main thread parses while the database still reads. */
const PIECE_BYTES = 256 * 1024;

/** What PostgreSQL said last; it names the reason when the database cannot be opened. */
const LAST_LINES = 8;

const port = parentPort!;
const settings = workerData as ThreadSettings;
const lastLines: string[] = [];

const post = (answer: ThreadAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(answer, transfer);

/** As PostgreSQL logs it; a person's text in a later line of a message is indented. */
const LAST_WORDS = /^\S+ \S+ \S+ \[\d+\] (PANIC|FATAL):/;
let isBroken = false;

function remember(line: string): boolean {
  if (LAST_WORDS.test(line)) isBroken = true;
  if (line.trim()) lastLines.push(line.trim());
  if (lastLines.length > LAST_LINES) lastLines.shift();
  return false;
}

async function open(): Promise<PGlite> {
  return PGlite.create({
    dataDir: settings.folder ?? "memory://",
    extensions: { vector },
    startParams: [...PGlite.defaultStartParams, "-c", "log_min_messages=fatal"],
    onStdout: remember,
    onStderr: remember,
    ...(settings.snapshot ? { loadDataDir: new Blob([settings.snapshot]) } : {}),
  });
}

/** Lets PostgreSQL answer protocol messages; the answer goes to `emit` in pieces that belong to the receiver. */
async function exchange(database: PGlite, bytes: Uint8Array, emit: (piece: Uint8Array<ArrayBuffer>) => void) {
  let pieces: Uint8Array[] = [];
  let size = 0;
  const flush = () => {
    if (size === 0) return;
    const whole = new Uint8Array(size);
    let offset = 0;
    for (const piece of pieces) {
      whole.set(piece, offset);
      offset += piece.length;
    }
    pieces = [];
    size = 0;
    emit(whole);
  };
  await database.execProtocolRawStream(bytes, {
    onRawData: (view) => {
      pieces.push(view.slice());
      size += view.length;
      if (size >= PIECE_BYTES) flush();
    },
  });
  flush();
  if (isBroken) {
    // After a PANIC a server process ends, and the next one replays the log. Going on would write from a broken state.
    post({ op: "broken", lastLines });
    setImmediate(() => process.exit());
  }
}

/** Forgets what an earlier connection left behind: an open transaction, session settings, prepared statements. */
async function reset(database: PGlite): Promise<void> {
  for (const statement of ["ROLLBACK", "DISCARD ALL"]) {
    await exchange(database, protocol.serialize.query(statement), () => {});
  }
}

async function answer(database: PGlite, request: ThreadRequest): Promise<void> {
  switch (request.op) {
    case "protocol":
      return exchange(database, request.bytes, (bytes) => post({ op: "protocol", bytes }, [bytes.buffer]));
    case "reset":
      await reset(database);
      return post({ op: "done", id: request.id });
    case "dump": {
      const dump = new Uint8Array(await (await database.dumpDataDir("none")).arrayBuffer());
      return post({ op: "done", id: request.id, bytes: dump }, [dump.buffer]);
    }
    case "close":
      await database.close();
      post({ op: "done", id: request.id });
      return port.close();
    default:
      return request satisfies never;
  }
}

try {
  const database = await open();
  let queue = Promise.resolve();
  port.on("message", (request: ThreadRequest) => {
    queue = queue
      .then(() => answer(database, request))
      .catch((error: unknown) => {
        if (request.op === "protocol") throw error;
        post({ op: "failed", id: request.id, message: messageOf(error) });
      });
    // A throw outside the promise ends the thread, and with it every pending query.
    queue.catch((error: unknown) =>
      setImmediate(() => {
        throw error;
      }),
    );
  });
  post({ op: "opened" });
} catch (error) {
  post({ op: "refused", message: messageOf(error), lastLines });
  setImmediate(() => process.exit());
}
