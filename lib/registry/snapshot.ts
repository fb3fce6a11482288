import type { Logger } from "pino";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { messageOf, unavailable } from "@/lib/platform/errors";
import { every } from "@/lib/platform/every";
import { buildSnapshot } from "./build-snapshot";
import type { EnvironmentProvider } from "./environment-providers";
import { selectChangeMarkers, selectOrganizationIds, selectRegistry } from "./snapshot-store";
import type { OrganizationSnapshot } from "./snapshot-types";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    registry: Registry;
  }
}

/** The registry of every organization in memory. A request reads only this, never the database. */
export type Registry = {
  /** Loads every organization and begins to watch for changes of other processes. */
  start(): Promise<void>;
  /** Ends the watching; what is loaded stays. */
  stop(): Promise<void>;
  /** The newest snapshot. Throws `unavailable` for an organization that was never loaded. */
  get(organizationId: string): OrganizationSnapshot;
  /** Loads the organization unless it is loaded already. */
  ensureLoaded(organizationId: string): Promise<OrganizationSnapshot>;
  /** Reads the organization anew; call it after a write has committed. Resolves when that write is in the snapshot. */
  refresh(organizationId: string): Promise<OrganizationSnapshot>;
};

export type RegistryOptions = {
  now: () => Date;
  log: Pick<Logger, "warn" | "info">;
  /** Opens a stored provider key of the organization; throws when it cannot. */
  decrypt: (encrypted: string, organizationId: string) => string;
  environmentProviders: readonly EnvironmentProvider[];
  /** US dollars per CPU hour of this machine. */
  cpuHourUsd: number;
  /** How often to look for changes of other processes, milliseconds. (Default: 2,000.) */
  pollMs?: number;
};

type Loaded = { snapshot: OrganizationSnapshot; marker: string };

export function createRegistry(db: DatabaseTransaction, options: RegistryOptions): Registry {
  const loaded = new Map<string, Loaded>();
  const running = new Map<
    string,
    { current: Promise<OrganizationSnapshot>; next: Promise<OrganizationSnapshot> | null }
  >();
  let endPolling: (() => Promise<void>) | null = null;
  let isDatabaseDown = false;

  async function load(organizationId: string): Promise<OrganizationSnapshot> {
    // The marker is read first: a change in between is then seen as news by the next look, not missed.
    const marker = (await selectChangeMarkers(db, [organizationId])).get(organizationId) ?? "";
    const rows = await selectRegistry(db, organizationId);
    const snapshot = buildSnapshot(rows, {
      organizationId,
      revision: (loaded.get(organizationId)?.snapshot.revision ?? 0) + 1,
      at: options.now(),
      cpuHourUsd: options.cpuHourUsd,
      environment: options.environmentProviders,
      decrypt: (encrypted) => options.decrypt(encrypted, organizationId),
    });
    loaded.set(organizationId, { snapshot, marker });
    return snapshot;
  }

  function run(organizationId: string): Promise<OrganizationSnapshot> {
    const current = load(organizationId).finally(() => running.delete(organizationId));
    running.set(organizationId, { current, next: null });
    return current;
  }

  /** A load under way may have read before the caller's write, so the caller waits for one that begins after it. */
  function refresh(organizationId: string): Promise<OrganizationSnapshot> {
    const active = running.get(organizationId);
    if (!active) return run(organizationId);
    const begin = () => running.get(organizationId)?.current ?? run(organizationId);
    active.next ??= active.current.then(begin, begin);
    return active.next;
  }

  async function refreshChanged(): Promise<void> {
    const organizationIds = [...loaded.keys()];
    if (organizationIds.length === 0) return;
    const markers = await selectChangeMarkers(db, organizationIds);
    const nowMs = options.now().getTime();
    const isStale = (id: string) => {
      const entry = loaded.get(id);
      // Prices change by date, and some by time of day, without anybody writing.
      return entry?.marker !== (markers.get(id) ?? "") || nowMs >= entry.snapshot.pricesUntilMs;
    };
    await refreshAll(organizationIds.filter(isStale));
  }

  /** Organizations do not depend on each other: one that cannot be read leaves the others fresh. */
  async function refreshAll(organizationIds: readonly string[]): Promise<void> {
    for (const organizationId of organizationIds) {
      await refresh(organizationId).catch((error: unknown) => {
        options.log.warn(
          { organizationId, reason: messageOf(error) },
          "the registry of an organization cannot be read",
        );
      });
    }
  }

  async function poll(): Promise<void> {
    await refreshChanged();
    if (isDatabaseDown) options.log.info("the registry follows the database again");
    isDatabaseDown = false;
  }

  function reportOutage(error: unknown): void {
    if (!isDatabaseDown) options.log.warn({ reason: messageOf(error) }, "the registry serves its last known state");
    isDatabaseDown = true;
  }

  return {
    async start() {
      await refreshAll(await selectOrganizationIds(db));
      endPolling ??= every(options.pollMs ?? 2_000, poll, reportOutage);
    },
    async stop() {
      await endPolling?.();
      endPolling = null;
    },
    get(organizationId) {
      const entry = loaded.get(organizationId);
      if (!entry)
        throw unavailable("The registry of this organization is not loaded yet; try again in a moment", {
          retryAfterMs: 1_000,
        });
      return entry.snapshot;
    },
    async ensureLoaded(organizationId) {
      return loaded.get(organizationId)?.snapshot ?? refresh(organizationId);
    },
    refresh,
  };
}
