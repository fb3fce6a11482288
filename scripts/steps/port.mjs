import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { fail } from "./terminal.mjs";

const FIRST = 1;
const LAST = 65_535;

/** Address that the server will listen on. */
function readAddress() {
  const text = process.env.PORT || "3000";
  const port = Number(text);
  if (!Number.isInteger(port) || port < FIRST || port > LAST)
    fail(`PORT is "${text}"; it must be a whole number from ${FIRST} to ${LAST}.`);
  return { port, host: process.env.HOST || "127.0.0.1" };
}

/** null when it can be opened, else the error's code, such as EADDRINUSE. */
function tryPort(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}

/** Ends the program when the port is taken, naming who holds it and the way out. */
export async function requireFreePort(command) {
  const { port, host } = readAddress();
  if ((await tryPort(port, host)) !== "EADDRINUSE") return;

  let free = port + 1;
  while (free < LAST && (await tryPort(free, host)) !== null) free += 1;
  const holder = findHolder(port);
  const lines = [`Port ${port} is taken${holder ? ` by process ${holder.pid} (${holder.command})` : ""}.`];
  lines.push(`Use another one:   PORT=${free} ${command}`);
  if (holder) lines.push(`Or stop it first:  kill ${holder.pid}`);
  fail(lines.join("\n"));
}

/** The process that listens on the port, as far as Linux tells this account; else undefined. */
function findHolder(port) {
  try {
    const inodes = listeningInodes(port);
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      if (openSockets(pid).some((inode) => inodes.has(inode))) return { pid, command: commandOf(pid) };
    }
  } catch {
    // Not Linux.
  }
  return undefined;
}

function listeningInodes(port) {
  const inodes = new Set();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of readFileSync(table, "utf8").split("\n").slice(1)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      const isListening = state === "0A";
      if (isListening && parseInt(local.split(":")[1], 16) === port) inodes.add(inode);
    }
  }
  return inodes;
}

function openSockets(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`).match(/^socket:\[(\d+)\]$/)?.[1] ?? [];
      } catch {
        return []; // Closed since it was listed.
      }
    });
  } catch {
    return []; // Another account's process, or one that has ended.
  }
}

function commandOf(pid) {
  const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean);
  return words.join(" ").slice(0, 80);
}
