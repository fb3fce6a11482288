import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { unavailable, type AppError } from "@/lib/platform/errors";
import { processStart, processSpace } from "./process-identity";

/** The holder touches its lock this often, for those who cannot see its process (another container or machine). */
const HEARTBEAT_MS = 5_000;
/** No sign of life for this long means that a holder whose process cannot be seen is gone. */
const SILENCE_MS = 20_000;
const LOOK_EVERY_MS = 250;
/** A takeover lasts milliseconds; one older than this was interrupted. */
const TAKEOVER_MS = 10_000;

export type DataLock = {
  /** Called once, when somebody else has taken the lock in spite of us: stop writing at once. */
  onLost: (listener: () => void) => void;
  release: () => Promise<void>;
};

type Holder = {
  /** Names this one holding, so that a holder recognises its own lock. */
  token: string;
  pid: number;
  /** Distinguishes processes that got the same pid; null when the system does not tell. */
  processStart: string | null;
  /** Kernel boot and pid namespace: only within one of them is a pid meaningful. */
  processSpace: string;
  hostname: string;
  lockedAt: string;
};

/**
 * Takes the data folder for this process alone. The embedded database has no lock of its own and loses data silently
 * when two processes open it. A lock left by a process that is gone (kill -9, power cut, container replaced) is taken
 * over. Throws `unavailable` that names the holder while it lives.
 */
export async function lockDataFolder(dataDir: string, { silenceMs = SILENCE_MS } = {}): Promise<DataLock> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, "data.lock");
  const self: Holder = {
    token: randomUUID(),
    pid: process.pid,
    processStart: processStart(process.pid),
    processSpace: processSpace(),
    hostname: os.hostname(),
    lockedAt: new Date().toISOString(),
  };
  while (!(await create(file, self))) {
    const found = await read(file);
    if (found === null) continue;
    if (await isHeld(file, found, silenceMs)) throw inUse(dataDir, file, found);
    await takeAway(file, found);
  }
  return hold(file, self);
}

type Found = { text: string; holder: Holder | null };

/** Some file systems know no hard links. */
const NO_LINKS = ["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"];

/** Writes the whole lock or nothing: a link cannot be half written and fails when the name is taken. */
async function create(file: string, self: Holder): Promise<boolean> {
  const draft = `${file}.${self.token}`;
  const text = JSON.stringify(self, null, 2);
  try {
    await writeFile(draft, text, { mode: 0o600 });
    await link(draft, file).catch((error: unknown) => {
      if (!NO_LINKS.some((code) => hasCode(error, code))) throw error;
      return writeFile(file, text, { mode: 0o600, flag: "wx" });
    });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** null when there is no lock file (any more); `holder` is null when its content makes no sense. */
async function read(file: string): Promise<Found | null> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  });
  return text === null ? null : { text, holder: parseHolder(text) };
}

function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    const isHolder = typeof value === "object" && value !== null && "pid" in value && typeof value.pid === "number";
    return isHolder ? (value as Holder) : null;
  } catch {
    return null;
  }
}

/** Whether the holder lives. Where its process cannot be looked up, waits for a sign of life. */
async function isHeld(file: string, { text, holder }: Found, silenceMs: number): Promise<boolean> {
  if (holder && holder.processSpace === processSpace()) {
    return isRunning(holder.pid) && processStart(holder.pid) === holder.processStart;
  }
  const before = await modifiedMs(file);
  const deadline = performance.now() + silenceMs;
  while (performance.now() < deadline) {
    await sleep(LOOK_EVERY_MS);
    const now = await read(file);
    if (now === null) return false;
    if (now.text !== text || (await modifiedMs(file)) !== before) return true;
  }
  return false;
}

const modifiedMs = async (file: string) => (await stat(file).catch(() => null))?.mtimeMs ?? null;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

/** Removes a stale lock. Of several processes that found the same one, a folder lets only one do it at a time. */
async function takeAway(file: string, stale: Found): Promise<void> {
  const gate = `${file}.takeover`;
  try {
    await mkdir(gate);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
    const sinceMs = await modifiedMs(gate);
    if (sinceMs !== null && Date.now() - sinceMs > TAKEOVER_MS) await rm(gate, { recursive: true, force: true });
    return sleep(50);
  }
  try {
    if ((await read(file))?.text === stale.text) await rm(file, { force: true });
  } finally {
    await rm(gate, { recursive: true, force: true });
  }
}

function hold(file: string, self: Holder): DataLock {
  let lost = () => {};
  const isOurs = async () => (await read(file))?.holder?.token === self.token;
  const heartbeat = setInterval(() => {
    void isOurs()
      .then(
        async (ours) => {
          if (ours) return utimes(file, new Date(), new Date());
          clearInterval(heartbeat);
          lost();
        },
        // A folder that cannot be read just now says nothing about who holds it.
        () => {},
      )
      .catch(() => {});
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    onLost: (listener) => {
      lost = listener;
    },
    release: async () => {
      clearInterval(heartbeat);
      if (await isOurs()) await rm(file, { force: true });
    },
  };
}

function inUse(dataDir: string, file: string, { holder }: Found): AppError {
  if (!holder) return unavailable(`The data folder ${dataDir} is in use by another process (see ${file})`);
  const where = holder.processSpace === processSpace() ? "" : ` on ${holder.hostname}`;
  return unavailable(
    `The data folder ${dataDir} is in use by another AI Gym: process ${holder.pid}${where}, since ${holder.lockedAt}. ` +
      "Use that one, stop it first, or set DATA_DIR to another folder",
  );
}

const hasCode = (error: unknown, code: string) =>
  typeof error === "object" && error !== null && "code" in error && error.code === code;
