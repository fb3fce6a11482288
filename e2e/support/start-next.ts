import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { expect } from "@playwright/test";
import { runFolder } from "./owner";

export type StartedNext = { url: string; key: string; stop: () => Promise<void> };

const KEY = "gym_of_plain_next_start_0123456789";
const SIMULATOR_URL = `http://127.0.0.1:${Number(process.env.E2E_PORT || 3210) + 1}`;

/** A start takes seconds, but on a busy machine many of them. */
export const START_MS = 150_000;

/** The same build without our front: a second installation with a data folder of its own, whose owner and key come from the environment. */
export async function startNext(): Promise<StartedNext> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const next = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(port)],
    {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        PORT: String(port),
        DATA_DIR: path.join(runFolder, "plain-next"),
        PUBLIC_URL: url,
        LOG_LEVEL: "warn",
        SIMULATOR_URL,
        GYM_OWNER_EMAIL: "owner@plain.test",
        GYM_OWNER_PASSWORD: "four plain pigeons walk",
        GYM_API_KEY: KEY,
      },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  const ended = once(next, "exit");
  const stop = async () => {
    next.kill("SIGTERM");
    await ended;
  };
  const state = () => {
    if (next.exitCode !== null || next.signalCode !== null) return "ended";
    return fetch(`${url}/api/ready`).then(
      ({ ok }) => (ok ? "ready" : "starting"),
      () => "starting",
    );
  };
  try {
    await expect.poll(state, { timeout: START_MS }).not.toBe("starting");
    expect(await state()).toBe("ready");
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, key: KEY, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
