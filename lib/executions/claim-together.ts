import type { Ctx } from "@/lib/platform/ctx";
import { groupBy } from "@/lib/platform/group-by";
import { claimNames, type Claim, type WantedClaim } from "./claim-store";

type Waiting = {
  wanted: readonly WantedClaim[];
  resolve: (claims: Claim[]) => void;
  reject: (error: unknown) => void;
};

/** Larger requests have enough to do for a statement of their own. */
const SMALL = 20;
/** Names in one statement. */
const MOST_TOGETHER = 500;

/** By database and organization: who waits while a statement of theirs is under way. */
const queues = new WeakMap<Ctx["db"], Map<string, Waiting[]>>();

/**
 * `claimNames` of one request. A small one goes at once when no other is under way; those that come meanwhile go
 * together in the next statement, so that many single reports share a statement and its commit.
 */
export function claimTogether(ctx: Ctx, wanted: readonly WantedClaim[]): Promise<Claim[]> {
  if (wanted.length > SMALL) return claimNames(ctx, [wanted]);
  return new Promise((resolve, reject) => {
    const waiting = queues.get(ctx.db) ?? new Map<string, Waiting[]>();
    queues.set(ctx.db, waiting);
    const queue = waiting.get(ctx.organizationId);
    if (queue) return void queue.push({ wanted, resolve, reject });
    waiting.set(ctx.organizationId, [{ wanted, resolve, reject }]);
    void claimWaiting(ctx, waiting);
  });
}

/** Never rejects. The queue goes in the same moment in which it is found empty, so that nobody is left waiting in it. */
async function claimWaiting({ db, organizationId }: Ctx, waiting: Map<string, Waiting[]>): Promise<void> {
  const queue = waiting.get(organizationId)!;
  while (queue.length > 0) await claimGroup({ db, organizationId }, takeGroup(queue));
  waiting.delete(organizationId);
}

/** The first ones, in order, as long as no name comes twice: what is asked for twice has to be asked for in turn. */
function takeGroup(queue: Waiting[]): Waiting[] {
  const names = new Set<string>();
  const isAlone = ({ wanted }: Waiting) => wanted.every(({ name }) => !names.has(name));
  let size = 0;
  while (size < queue.length && isAlone(queue[size]!) && names.size < MOST_TOGETHER) {
    for (const { name } of queue[size]!.wanted) names.add(name);
    size++;
  }
  return queue.splice(0, size);
}

async function claimGroup(target: Pick<Ctx, "db" | "organizationId">, group: readonly Waiting[]): Promise<void> {
  try {
    const claims = await claimNames(
      target,
      group.map(({ wanted }) => wanted),
    );
    const byName = groupBy(claims, ({ name }) => name);
    for (const { wanted, resolve } of group) resolve(wanted.flatMap(({ name }) => byName.get(name) ?? []));
  } catch (error) {
    // One request's fault must not be another's.
    if (group.length === 1) return group[0]!.reject(error);
    await Promise.all(group.map((one) => claimGroup(target, [one])));
  }
}
