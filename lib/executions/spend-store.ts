import type { Database, DatabaseTransaction } from "@/lib/platform/db";

/** By what spending is counted: `ref` is a task's slug, a key's id or the caller's user; '' for the organization. */
export type SpendDimension = "organization" | "task" | "key" | "user";

/** Some of the organization's spending, on whole days (UTC) from `from` until before `to`. */
export type SpendScope = { dimension: SpendDimension; ref: string; from: Date; to: Date };

export type SpendSum = {
  /** US dollars of every stored execution with a known price: what the reports of costs say. */
  spentUsd: number;
  /** US dollars set aside for calls that are under way or about to be stored. */
  reservedUsd: number;
  count: number;
  /** Executions whose price is unknown: their cost is not in `spentUsd`. */
  unpricedCount: number;
};

/** One sum for each scope, in their order. */
export async function sumSpend(
  db: DatabaseTransaction,
  organizationId: string,
  scopes: readonly SpendScope[],
): Promise<SpendSum[]> {
  if (scopes.length === 0) return [];
  const asked = JSON.stringify(scopes.map((scope, position) => ({ ...scope, position })));
  return db.$queryRaw<SpendSum[]>`
    SELECT coalesce(spent.cost_usd, 0) AS "spentUsd", coalesce(held.amount_usd, 0) AS "reservedUsd",
      coalesce(spent.count, 0)::float8 AS count, coalesce(spent.unpriced_count, 0)::float8 AS "unpricedCount"
    FROM jsonb_to_recordset(${asked}::jsonb)
      AS scope(position int, dimension text, ref text, "from" timestamptz, "to" timestamptz)
    CROSS JOIN LATERAL (
      SELECT sum(cost_usd) AS cost_usd, sum(count) AS count, sum(unpriced_count) AS unpriced_count FROM spend_days
      WHERE organization_id = ${organizationId}::uuid AND dimension = scope.dimension AND ref = scope.ref
        AND day >= (scope."from" AT TIME ZONE 'UTC')::date AND day < (scope."to" AT TIME ZONE 'UTC')::date
    ) AS spent
    CROSS JOIN LATERAL (
      SELECT sum(amount_usd) AS amount_usd FROM spend_holds
      WHERE organization_id = ${organizationId}::uuid AND expires_at > now() AND at >= scope."from" AND at < scope."to"
        AND CASE scope.dimension
          WHEN 'organization' THEN TRUE
          WHEN 'task' THEN task_slug = scope.ref
          WHEN 'key' THEN key_id::text = scope.ref
          ELSE user_ref = scope.ref
        END
    ) AS held
    ORDER BY position`;
}

export type UserSpend = { user: string; spentUsd: number; count: number; unpricedCount: number };

export type UserSpendFilter = {
  from: Date;
  to: Date;
  /** Only users who spent at least this, US dollars. (Default: 0.) */
  minSpentUsd?: number;
  /** Only users of whom something was stored in the last so many milliseconds. (Default: all.) */
  changedWithinMs?: number | null;
  limit: number;
};

/** What each of the callers' users spent, the dearest first. */
export async function spendPerUser(
  db: DatabaseTransaction,
  organizationId: string,
  { from, to, minSpentUsd = 0, changedWithinMs = null, limit }: UserSpendFilter,
): Promise<UserSpend[]> {
  return db.$queryRaw<UserSpend[]>`
    SELECT ref AS user, sum(cost_usd) AS "spentUsd", sum(count)::float8 AS count,
      sum(unpriced_count)::float8 AS "unpricedCount"
    FROM spend_days
    WHERE organization_id = ${organizationId}::uuid AND dimension = 'user'
      AND day >= (${from}::timestamptz AT TIME ZONE 'UTC')::date AND day < (${to}::timestamptz AT TIME ZONE 'UTC')::date
      AND (${changedWithinMs}::float8 IS NULL OR ref IN (
        SELECT ref FROM spend_days
        WHERE organization_id = ${organizationId}::uuid AND dimension = 'user'
          AND updated_at >= now() - ${changedWithinMs}::float8 * interval '1 millisecond'))
    GROUP BY ref HAVING sum(cost_usd) >= ${minSpentUsd}
    ORDER BY 2 DESC, 1 LIMIT ${limit}`;
}

/** At most `limit` US dollars may be spent in the scope. */
export type SpendCheck = SpendScope & { limit: number };

export type WantedHold = {
  /** The execution's. Asking again for the same one replaces its amount. */
  id: string;
  /** When the execution began. */
  at: string;
  /** US dollars: the most that the call may cost. */
  amount: number;
  task: string;
  key: string | null;
  user: string | null;
  /** Positions among the batch's checks, from 1. */
  checks: number[];
};

export type HoldBatch = {
  /** How long a hold lives that is not renewed, milliseconds. */
  leaseMs: number;
  settled: readonly { id: string; cost: number }[];
  /** Ids of calls that are still under way. */
  renewed: readonly string[];
  checks: readonly SpendCheck[];
  wanted: readonly WantedHold[];
};

export type HoldAnswers = {
  /** US dollars spent and held for each check, after this batch. */
  spent: number[];
  held: number[];
  /**
   * One a wanted hold: granted when both are null. `exhausted` names the check whose limit is used up, `crowded` one
   * in which other calls hold the rest for now.
   */
  answers: { exhausted: number | null; crowded: number | null }[];
};

/** Settles, renews, and grants or refuses in one atomic step over all processes; see `hold_spend` in the migration. */
export async function holdSpend(db: Database, organizationId: string, batch: HoldBatch): Promise<HoldAnswers> {
  const { leaseMs, settled, renewed, checks, wanted } = batch;
  const rows = await db.$queryRaw<{ answer: HoldAnswers }[]>`
    SELECT hold_spend(${organizationId}::uuid, ${leaseMs} * interval '1 millisecond', ${JSON.stringify(settled)}::jsonb,
      ${[...renewed]}::uuid[], ${JSON.stringify(checks)}::jsonb, ${JSON.stringify(wanted)}::jsonb) AS answer`;
  return rows[0]!.answer;
}
