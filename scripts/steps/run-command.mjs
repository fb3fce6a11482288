import { spawn } from "node:child_process";
import { root } from "./root.mjs";

const TAIL_LINES = 60;
const running = new Set();

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    if (running.size === 0) return;
    for (const child of running) child.kill(signal);
    process.exit(signal === "SIGINT" ? 130 : 143);
  });
}

/** A command that ended badly; the message holds the end of what it printed. */
class CommandError extends Error {
  constructor(title, code, output) {
    const tail = output.trimEnd().split("\n").slice(-TAIL_LINES).join("\n");
    super(`${title} ended with code ${code}${tail ? `:\n\n${tail}` : ""}`);
    this.code = code;
  }
}

/**
 * Runs a program in the project's folder. Quiet by default: its output is kept for the error; `show` passes it through.
 * Variables set to undefined in `env` are removed. Rejects when it ends with anything but 0.
 */
export function runCommand(title, command, args, { env = {}, show = false } = {}) {
  const merged = { ...process.env, ...env };
  for (const name of Object.keys(merged)) if (merged[name] === undefined) delete merged[name];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: merged,
      stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32" && command.endsWith(".cmd"),
    });
    running.add(child);
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.once("error", (error) => {
      running.delete(child);
      reject(new CommandError(`${title} could not start: ${error.message}. It`, "unknown", output));
    });
    child.once("close", (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(output);
      else reject(new CommandError(title, code ?? signal, output));
    });
  });
}

/** Runs a JavaScript file with this same Node. */
export const runNode = (title, args, options) => runCommand(title, process.execPath, args, options);
