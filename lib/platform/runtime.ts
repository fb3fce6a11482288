import type { Logger } from "pino";
import type { Environment } from "./environment";
import type { Database } from "./db";

/**
 * The resources of this process. Next gives every module several copies, so `globalThis` is the only shared place
 * and this object the only thing in it. It holds resources, no logic. A domain that owns one adds its field:
 *
 *     declare module "@/lib/platform/runtime" { interface Runtime { recorder: Recorder } }
 */
export interface Runtime {
  environment: Environment;
  /** Prisma client over PostgreSQL or the embedded database. */
  db: Database;
  log: Logger;
  /** The process's clock; tests replace it. */
  now: () => Date;
  /** Address that people and programs use, without trailing slash. */
  publicUrl: string;
}

const KEY = Symbol.for("ai-gym.runtime");

/** The runtime of this process. Throws before `instrumentation.ts` has finished starting it. */
export function getRuntime(): Runtime {
  const runtime = (globalThis as { [KEY]?: Runtime })[KEY];
  if (!runtime)
    throw new Error("The runtime is not started: instrumentation.ts creates it before any request is served");
  return runtime;
}

export function setRuntime(runtime: Runtime): void {
  (globalThis as { [KEY]?: Runtime })[KEY] = runtime;
}
