import type { Logger } from "pino";
import type { Database } from "@/lib/platform/db";
import { keepFresh } from "@/lib/platform/keep-fresh";
import { loadRoutingPolicy, type LoadedPolicy } from "../learned/load-routing-policy";
import { unpackPolicy } from "./policy-bytes";
import { selectActive, selectPolicyBytes } from "./policy-store";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    routingPolicies: ActivePolicies;
  }
}

type ActivePolicy = { id: string; policy: LoadedPolicy };

/** The learned policies in force, in memory, so that a request only reads. Other processes' changes are seen within `pollMs`. */
export type ActivePolicies = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** null while the task has none. */
  get(organizationId: string, taskSlug: string): ActivePolicy | null;
  /** Reads again which are in force. */
  refresh(): Promise<void>;
};

export type ActivePoliciesOptions = {
  log: Pick<Logger, "warn">;
  /** (Default: 10,000.) */
  pollMs?: number;
};

const keyOf = (organizationId: string, task: string): string => `${organizationId}\u0000${task}`;

export function createActivePolicies(db: Database, { log, pollMs = 10_000 }: ActivePoliciesOptions): ActivePolicies {
  let active = new Map<string, ActivePolicy>();
  /** By id; a policy never changes once it is learnt. */
  let loaded = new Map<string, ActivePolicy>();

  async function read(): Promise<void> {
    const rows = await selectActive(db);
    const policies = new Map<string, ActivePolicy>();
    const next = new Map<string, ActivePolicy>();
    for (const { organizationId, taskSlug, policyId } of rows) {
      const policy = policies.get(policyId) ?? loaded.get(policyId) ?? (await load(organizationId, policyId));
      if (!policy) continue;
      policies.set(policyId, policy);
      next.set(keyOf(organizationId, taskSlug), policy);
    }
    loaded = policies;
    active = next;
  }

  /** One that cannot be read is left out, so that the router's own ranking decides. */
  async function load(organizationId: string, id: string): Promise<ActivePolicy | null> {
    try {
      const bytes = await selectPolicyBytes(db, organizationId, id);
      return bytes && { id, policy: loadRoutingPolicy(await unpackPolicy(bytes)) };
    } catch (error) {
      log.warn({ err: error, policyId: id }, "a routing policy cannot be read; its tasks are routed without it");
      return null;
    }
  }

  const kept = keepFresh({
    read,
    pollMs,
    onError: (error) => log.warn({ err: error }, "routing policies stay as they are: the database does not answer"),
  });

  return {
    ...kept,
    get: (organizationId, taskSlug) => active.get(keyOf(organizationId, taskSlug)) ?? null,
  };
}
