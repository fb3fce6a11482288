import type { Logger } from "pino";
import { holdSpend, type HoldAnswers, type SpendCheck, type SpendScope, type WantedHold } from "@/lib/executions";
import type { Database } from "@/lib/platform/db";
import { messageOf } from "@/lib/platform/errors";

/** A call that wants money set aside, with every limit that it must keep. */
type HoldRequest = Omit<WantedHold, "checks"> & { checks: readonly SpendCheck[] };

/** `exhausted`, `crowded`: positions in the request's checks, from 0. `unknown`: the database does not answer. */
type HoldAnswer =
  { kind: "granted" } | { kind: "exhausted" | "crowded"; check: number; spentUsd: number } | { kind: "unknown" };

/** The holds of one organization and process. Requests at the same moment share one statement. */
export type HoldQueue = {
  hold(request: HoldRequest): Promise<HoldAnswer>;
  /** Tells what a call cost, 0 when nothing. Never throws; a call that holds nothing is ignored. */
  settle(id: string, costUsd: number): void;
  /** What was spent when this process last asked, US dollars; null when it never did. */
  knownSpentUsd(scope: SpendScope): number | null;
  /** Prolongs the holds of calls under way and sends what is settled. */
  renew(): Promise<void>;
  /** Sends what is settled. */
  flush(): Promise<void>;
  isIdle(): boolean;
};

export type HoldQueueOptions = {
  log: Pick<Logger, "warn" | "info">;
  nowMs: () => number;
  /** How long a hold outlives its process, milliseconds. (Default: 60,000.) */
  leaseMs?: number;
  /** Longest wait for the database, milliseconds. (Default: 1,500.) */
  deadlineMs?: number;
};

const LEASE_MS = 60_000;
const DEADLINE_MS = 1_500;
/** Settlements alone wait this long for others, milliseconds. */
const GATHER_MS = 10;
/** The same while the database is away. */
const RETRY_MS = 1_000;
const MAX_WANTED = 200;
const MAX_SETTLED = 1_000;
/** A call that runs longer is taken for lost and holds nothing any more, milliseconds. */
const MAX_CALL_MS = 3_600_000;
const MAX_KNOWN = 10_000;

type Waiting = { request: HoldRequest; resolve: (answer: HoldAnswer) => void };
type Known = { spentUsd: number; heldUsd: number };

export function createHoldQueue(db: Database, organizationId: string, options: HoldQueueOptions): HoldQueue {
  const { log, nowMs } = options;
  const leaseMs = options.leaseMs ?? LEASE_MS;
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  const known = new Map<string, Known>();
  /** Calls that hold something, by when they began. */
  const underWay = new Map<string, number>();
  let waiting: Waiting[] = [];
  let settled = new Map<string, number>();
  let running: Promise<void> | null = null;
  let gathering: NodeJS.Timeout | null = null;
  /** The statement under way has passed its deadline: nobody waits for it. */
  let isStuck = false;
  let isDown = false;

  function hold(request: HoldRequest): Promise<HoldAnswer> {
    if (isStuck) return Promise.resolve(fromMemory(request));
    return new Promise((resolve) => {
      waiting.push({ request, resolve });
      send([]);
    });
  }

  function settle(id: string, costUsd: number): void {
    if (!underWay.delete(id)) return;
    settled.set(id, costUsd);
    sendSoon();
  }

  function sendSoon(): void {
    gathering ??= setTimeout(
      () => {
        gathering = null;
        send([]);
      },
      isDown ? RETRY_MS : GATHER_MS,
    ).unref();
  }

  /** One statement at a time: what comes meanwhile goes with the next one. */
  function send(renewed: readonly string[]): void {
    if (running) return;
    if (waiting.length + settled.size + renewed.length === 0) return;
    const batch = waiting.slice(0, MAX_WANTED);
    waiting = waiting.slice(MAX_WANTED);
    const costs = [...settled].slice(0, MAX_SETTLED);
    for (const [id] of costs) settled.delete(id);
    running = exchange(batch, costs, renewed).finally(() => {
      running = null;
      isStuck = false;
      if (waiting.length > 0) send([]);
      else if (settled.size > 0) sendSoon();
    });
  }

  async function exchange(
    batch: readonly Waiting[],
    costs: readonly [string, number][],
    renewed: readonly string[],
  ): Promise<void> {
    const { checks, wanted } = numbered(batch.map(({ request }) => request));
    const answered = new Set<Waiting>();
    const deadline = setTimeout(() => {
      isStuck = true;
      for (const one of [...batch, ...waiting]) answerFromMemory(one, answered);
      waiting = [];
    }, deadlineMs).unref();
    try {
      const answers = await holdSpend(db, organizationId, {
        leaseMs,
        settled: costs.map(([id, cost]) => ({ id, cost })),
        renewed,
        checks,
        wanted,
      });
      remember(checks, answers);
      batch.forEach((one, position) => deliver(one, answers, { checks, wanted, position }, answered));
      if (isDown) log.info({ organizationId }, "budgets are checked against the database again");
      isDown = false;
    } catch (error) {
      if (!isDown)
        log.warn({ organizationId, reason: messageOf(error) }, "budgets go by what was last known of their spending");
      isDown = true;
      settled = new Map([...costs, ...settled]);
      for (const one of batch) answerFromMemory(one, answered);
    } finally {
      clearTimeout(deadline);
    }
  }

  function answerFromMemory(one: Waiting, answered: Set<Waiting>): void {
    if (answered.has(one)) return;
    answered.add(one);
    one.resolve(fromMemory(one.request));
  }

  type Numbered = { checks: readonly SpendCheck[]; wanted: readonly WantedHold[]; position: number };

  function deliver(one: Waiting, answers: HoldAnswers, numbers: Numbered, answered: Set<Waiting>): void {
    const { exhausted, crowded } = answers.answers[numbers.position]!;
    const isGranted = exhausted === null && crowded === null;
    const { id } = one.request;
    if (answered.has(one)) {
      // Somebody was refused because this came too late: the money goes back.
      if (isGranted && !underWay.has(id)) settled.set(id, 0);
      return;
    }
    if (isGranted) {
      underWay.set(id, nowMs());
      return one.resolve({ kind: "granted" });
    }
    const number = exhausted ?? crowded!;
    one.resolve({
      kind: exhausted === null ? "crowded" : "exhausted",
      check: numbers.wanted[numbers.position]!.checks.indexOf(number),
      spentUsd: answers.spent[number - 1]!,
    });
  }

  function remember(checks: readonly SpendCheck[], { spent, held }: HoldAnswers): void {
    if (known.size > MAX_KNOWN) known.clear();
    checks.forEach((check, position) =>
      known.set(scopeKey(check), { spentUsd: spent[position]!, heldUsd: held[position]! }),
    );
  }

  /** While the database is away: as long as what was last known of every limit leaves room. */
  function fromMemory({ id, amount, checks }: HoldRequest): HoldAnswer {
    const states = checks.map((check) => known.get(scopeKey(check)));
    if (states.some((state) => state === undefined)) return { kind: "unknown" };
    const full = checks.findIndex((check, position) => {
      const { spentUsd, heldUsd } = states[position]!;
      return spentUsd >= check.limit || spentUsd + heldUsd + amount > check.limit;
    });
    if (full >= 0) return { kind: "unknown" };
    for (const state of states) state!.heldUsd += amount;
    underWay.set(id, nowMs());
    return { kind: "granted" };
  }

  const idle = (): Promise<void> => running ?? Promise.resolve();

  async function flush(): Promise<void> {
    while (running || settled.size > 0) {
      send([]);
      await idle();
      if (isDown) return;
    }
  }

  return {
    hold,
    settle,
    flush,
    knownSpentUsd: (scope) => known.get(scopeKey(scope))?.spentUsd ?? null,
    async renew() {
      const oldest = nowMs() - MAX_CALL_MS;
      for (const [id, since] of underWay) if (since < oldest) underWay.delete(id);
      while (running) await idle();
      send([...underWay.keys()]);
      await idle();
    },
    isIdle: () => underWay.size === 0 && settled.size === 0 && waiting.length === 0 && !running,
  };
}

const scopeKey = ({ dimension, ref, from, to }: SpendScope): string =>
  `${dimension}|${from.getTime()}|${to.getTime()}|${ref}`;

/** Requests share their checks: each is computed once a statement. */
function numbered(requests: readonly HoldRequest[]): { checks: SpendCheck[]; wanted: WantedHold[] } {
  const checks: SpendCheck[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (check: SpendCheck): number => {
    const key = `${scopeKey(check)}|${check.limit}`;
    const existing = numbers.get(key);
    if (existing !== undefined) return existing;
    numbers.set(key, checks.push(check));
    return checks.length;
  };
  const wanted = requests.map((request) => ({ ...request, checks: request.checks.map(numberOf) }));
  return { checks, wanted };
}
