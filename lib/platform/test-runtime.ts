import { createLog } from "./log";
import { createMetrics } from "./metrics";
import { createHealth } from "./health";
import { createJobSignals } from "./jobs";
import { createRateLimiter } from "./rate-limit";
import { loadEnvironment } from "./environment";
import { scopesOfRole, type Ctx, type Role } from "./ctx";
import { newId } from "./ids";
import { setRuntime, type Runtime } from "./runtime";

/**
 * A runtime for tests with everything that the platform owns, silent and without files. Fields of domains are there
 * only when given, which is what the cast is for: a test that needs one passes it.
 */
export function testRuntime(given: Partial<Runtime> & Pick<Runtime, "db">): Runtime {
  const log = given.log ?? createLog({ level: "silent", isReadable: false });
  const now = given.now ?? (() => new Date());
  return {
    environment: loadEnvironment(
      { NODE_ENV: "test" },
      { embeddedSecrets: () => ({ nextAuthSecret: "n".repeat(32), encryptionKey: Buffer.alloc(32, 7) }) },
    ),
    log,
    now,
    publicUrl: "http://127.0.0.1:3000",
    jobs: createJobSignals(),
    metrics: createMetrics({ collectDefaults: false }),
    health: createHealth({ log }),
    rateLimiter: createRateLimiter({ redisUrl: null, log, now }),
    ...given,
  } as Runtime;
}

/** The context of a person with this role. */
export function testCtx(runtime: Runtime, organizationId: string, role: Role = "owner"): Ctx {
  return {
    actor: { type: "user", id: newId(), name: "Ada", email: "ada@company.test", role },
    scopes: scopesOfRole(role),
    organizationId,
    requestId: "test-request",
    now: runtime.now,
    db: runtime.db,
    runtime,
  };
}

/** Routes read few resources of the runtime: a test gives those, and one that is missing fails where it is read. */
export const setPartialRuntime = (parts: object): void => setRuntime(parts as Runtime);
