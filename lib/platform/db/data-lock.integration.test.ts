import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDataFolder } from "./data-lock";
import { processSpace, processStart } from "./process-identity";

/** Above the largest pid that Linux gives out. */
const NO_PROCESS = 2 ** 22 + 1;

let dataDir: string;
let file: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), "gym-lock-"));
  file = path.join(dataDir, "data.lock");
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const holder = (changes: object) => ({
  token: "somebody-else",
  pid: process.pid,
  processStart: processStart(process.pid),
  processSpace: processSpace(),
  hostname: os.hostname(),
  lockedAt: "2026-01-01T00:00:00.000Z",
  ...changes,
});
const leave = (content: object) => writeFile(file, JSON.stringify(content));

describe("the lock of the data folder", () => {
  it("is refused while its holder lives, and free when it lets go", async () => {
    const lock = await lockDataFolder(dataDir);
    await expect(lockDataFolder(dataDir)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining(`process ${process.pid}`) as string,
    });
    await lock.release();
    expect(await readdir(dataDir)).toEqual([]);
    await (await lockDataFolder(dataDir)).release();
  });

  it("is taken over from a process that is gone", async () => {
    await leave(holder({ pid: NO_PROCESS }));
    const lock = await lockDataFolder(dataDir);
    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ pid: process.pid });
    await lock.release();
  });

  it("is taken over when another process has got the holder's pid", async () => {
    await leave(holder({ processStart: "1" }));
    await (await lockDataFolder(dataDir)).release();
  });

  it("goes to exactly one of many that find it abandoned", async () => {
    await leave(holder({ pid: NO_PROCESS }));
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataFolder(dataDir)));
    const winners = attempts.filter((attempt) => attempt.status === "fulfilled");
    expect(winners).toHaveLength(1);
    await winners[0]!.value.release();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it("is not taken from another container that still gives signs of life", async () => {
    await leave(holder({ processSpace: "another container", hostname: "replica-2" }));
    const heart = setInterval(() => void utimes(file, new Date(), new Date()), 500);
    await expect(lockDataFolder(dataDir)).rejects.toThrow("on replica-2");
    clearInterval(heart);
  });

  it.each([
    ["of another container that is silent", JSON.stringify(holder({ processSpace: "another container" }))],
    ["that makes no sense", "{ torn"],
  ])("is taken over when it is one %s", async (_name, text) => {
    await writeFile(file, text);
    await (await lockDataFolder(dataDir, { silenceMs: 500 })).release();
  });

  it("is left alone by one that has lost it", async () => {
    const lock = await lockDataFolder(dataDir);
    await leave(holder({}));
    await lock.release();
    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ token: "somebody-else" });
  });
});
