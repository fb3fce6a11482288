import type { Logger } from "pino";
import { sumSpend } from "@/lib/executions";
import type { Database } from "@/lib/platform/db";
import { messageOf } from "@/lib/platform/errors";
import { every } from "@/lib/platform/every";
import { createBudgetBook, type LiveBudget } from "./budget-book";
import { holds, windowAt } from "./budget-window";
import { createCrossingWatch } from "./watch-crossings";
import { createEventCounter, type EventCounter } from "./event-counter";
import { createHoldQueue, type HoldQueue, type HoldQueueOptions } from "./hold-queue";
import { spendScope } from "./window-sums";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    budgets: Budgets;
  }
}

/** What this process knows of budgets, and the money it has set aside for calls under way. */
export type Budgets = {
  /** Loads every organization and begins to watch for changes of other processes and for crossed thresholds. */
  start(): Promise<void>;
  /** Ends the watching; sends what was settled. */
  stop(): Promise<void>;
  /** Budgets that are switched on. */
  of(organizationId: string): readonly LiveBudget[];
  /** Reads the organization's budgets anew; call it after a write has committed. */
  refresh(organizationId: string): Promise<void>;
  /** Writes events for thresholds that were crossed. Runs by itself every two seconds. */
  look(): Promise<void>;
  /** Spent of the limit, for every active budget of every organization but those for each user. */
  spentShares(): Promise<{ budget: LiveBudget; share: number }[]>;
  holdsOf(organizationId: string): HoldQueue;
  /** Tells what a call cost, 0 when nothing. Never throws; a call that holds nothing is ignored. */
  settle(organizationId: string, executionId: string, costUsd: number): void;
  note: EventCounter["note"];
};

export type BudgetsOptions = {
  now: () => Date;
  log: Logger;
  /** How often to look for changes and crossings, milliseconds. (Default: 2,000.) */
  pollMs?: number;
} & Pick<HoldQueueOptions, "leaseMs" | "deadlineMs">;

const POLL_MS = 2_000;
/** A third of the lease: two renewals may fail. */
const RENEW_MS = 20_000;

export function createBudgets(db: Database, options: BudgetsOptions): Budgets {
  const { now, log } = options;
  const book = createBudgetBook(db);
  const watch = createCrossingWatch(db, now);
  const counter = createEventCounter(db, log, now);
  const queues = new Map<string, HoldQueue>();
  const endings: (() => Promise<void>)[] = [];
  let isDatabaseDown = false;

  function holdsOf(organizationId: string): HoldQueue {
    const known = queues.get(organizationId);
    if (known) return known;
    const queue = createHoldQueue(db, organizationId, { ...options, nowMs: () => performance.now() });
    queues.set(organizationId, queue);
    return queue;
  }

  async function look(): Promise<void> {
    for (const organizationId of book.organizationIds()) await watch.look(organizationId, book.of(organizationId));
  }

  async function spentShares(): Promise<{ budget: LiveBudget; share: number }[]> {
    const at = now();
    const shares = book.organizationIds().map(async (organizationId) => {
      const active = book
        .of(organizationId)
        .map((budget) => ({ budget, window: windowAt(budget, at) }))
        .filter(({ budget, window }) => budget.scope !== "each_user" && holds(window, at));
      const scopes = active.map(({ budget, window }) => spendScope(budget, window, null));
      const sums = await sumSpend(db, organizationId, scopes);
      return active.map(({ budget }, position) => ({ budget, share: sums[position]!.spentUsd / budget.limitUsd }));
    });
    return (await Promise.all(shares)).flat();
  }

  async function poll(): Promise<void> {
    await book.refreshChanged();
    await look();
    if (isDatabaseDown) log.info("budgets follow the database again");
    isDatabaseDown = false;
  }

  async function renewAll(): Promise<void> {
    for (const queue of queues.values()) if (!queue.isIdle()) await queue.renew();
  }

  return {
    async start() {
      await book.refreshChanged();
      endings.push(
        every(options.pollMs ?? POLL_MS, poll, (error) => {
          if (!isDatabaseDown) log.warn({ reason: messageOf(error) }, "budgets are enforced as last known");
          isDatabaseDown = true;
        }),
        every(RENEW_MS, renewAll, (error) => log.warn({ reason: messageOf(error) }, "holds are not renewed")),
      );
    },
    async stop() {
      await Promise.all(endings.splice(0).map((end) => end()));
      await Promise.all([...queues.values()].map((queue) => queue.flush()));
      await counter.flush();
    },
    of: book.of,
    async refresh(organizationId) {
      await book.refresh(organizationId);
      await watch.look(organizationId, book.of(organizationId));
    },
    look,
    spentShares,
    holdsOf,
    settle: (organizationId, executionId, costUsd) => queues.get(organizationId)?.settle(executionId, costUsd),
    note: counter.note,
  };
}
