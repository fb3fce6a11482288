import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import os from "node:os";

/**
 * When the process started, as the system writes it; null when there is no such process or the system does not tell.
 * Together with the pid it names a process for good: pids are used again, in containers at once.
 */
export function processStart(pid: number): string | null {
  try {
    if (process.platform === "linux") {
      const status = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The name in parentheses may hold spaces; field 22 of proc(5) is the 20th after it.
      return status.slice(status.lastIndexOf(")") + 2).split(" ")[19] ?? null;
    }
    if (process.platform === "win32") return null;
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

/** The boot of the kernel and the pid namespace of this process: where both agree, pids mean the same. */
export function processSpace(): string {
  if (process.platform !== "linux") return os.hostname();
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
}
