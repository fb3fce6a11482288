import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";

export type StartedProcess = {
  pid: number;
  /** Processor time of the whole process, threads included, seconds (Linux). */
  cpuSeconds(): number;
  /** Resident memory, megabytes (Linux). */
  memoryMb(): number;
  stop(): Promise<void>;
};

/** Clock ticks per second of /proc on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Starts a process and waits until `url` answers. Its output is shown when it ends too early. */
export async function startProcess(
  command: string,
  parameters: readonly string[],
  environment: Record<string, string>,
  url: string,
): Promise<StartedProcess> {
  const child = spawn(command, parameters, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  await untilAnswering(child, url, () => output);
  const pid = child.pid!;
  return {
    pid,
    cpuSeconds: () => {
      const status = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    },
    memoryMb: () => {
      const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
      return Number(kilobytes) / 1_024;
    },
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve();
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}

async function untilAnswering(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The process ended with ${child.exitCode}:\n${output()}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill("SIGKILL");
  throw new Error(`${url} did not answer within two minutes:\n${output()}`);
}
