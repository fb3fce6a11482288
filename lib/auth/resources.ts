import type { Runtime } from "@/lib/platform/runtime";
import type { OnOrganizationCreated } from "./first-owner";
import { createKeyCache, type KeyCache } from "./key-cache";
import { createPasswordHasher, type PasswordHasher } from "./password-hasher";
import { createSessionCache, type SessionCache } from "./session-cache";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    /** API keys in use. */
    keys: KeyCache;
    /** Signed-in people. */
    sessions: SessionCache;
    passwords: PasswordHasher;
    /** Fills a new organization; the wiring sets it, since this domain knows no other. */
    onOrganizationCreated: OnOrganizationCreated;
  }
}

type AuthResources = Pick<Runtime, "keys" | "sessions" | "passwords">;

/** What this domain keeps in the runtime. `keys.dispose()` ends it. */
export function createAuthResources({ db, now, log }: Pick<Runtime, "db" | "now" | "log">): AuthResources {
  return {
    keys: createKeyCache(db, now, log),
    sessions: createSessionCache(db, now),
    passwords: createPasswordHasher(),
  };
}
