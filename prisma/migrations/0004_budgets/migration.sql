-- Money spent, and money set aside for calls under way

CREATE TABLE "spend_days" (
  "organization_id" UUID NOT NULL,
  "dimension" TEXT NOT NULL,
  "ref" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "cost_usd" DOUBLE PRECISION NOT NULL,
  "count" INTEGER NOT NULL,
  "unpriced_count" INTEGER NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "spend_days_pkey" PRIMARY KEY ("organization_id","dimension","ref","day")
);
-- Whose spending changed lately: organizations have few tasks and keys, and many users.
CREATE INDEX "spend_days_users_idx" ON "spend_days"("organization_id", "updated_at") WHERE "dimension" = 'user';

INSERT INTO "spend_days"
SELECT "organization_id", dimension, ref, ("created_at" AT TIME ZONE 'UTC')::DATE, coalesce(sum("cost_usd"), 0),
  count(*)::INT, (count(*) - count("cost_usd"))::INT, CURRENT_TIMESTAMP
FROM "executions" CROSS JOIN LATERAL (
  VALUES ('organization', ''), ('task', "task_slug"), ('key', "key_id"::TEXT), ('user', "user_ref")
) AS dimensions(dimension, ref)
WHERE "status" <> 'pending' AND ref IS NOT NULL
GROUP BY 1, 2, 3, 4;

CREATE UNLOGGED TABLE "spend_holds" (
  "organization_id" UUID NOT NULL,
  "execution_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "task_slug" TEXT NOT NULL,
  "key_id" UUID,
  "user_ref" TEXT,
  "amount_usd" DOUBLE PRECISION NOT NULL,
  "is_settled" BOOLEAN NOT NULL DEFAULT false,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "spend_holds_pkey" PRIMARY KEY ("organization_id","execution_id")
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Settles and renews earlier holds, then grants or refuses new ones, all in one step.
--
-- p_settled  [{ id, cost }]: calls that ended, with what they cost
-- p_renewed  calls that are still under way
-- p_checks   [{ dimension, ref, from, to, limit }]: at most `limit` US dollars from `from` until before `to`, whole days
-- p_wanted   [{ id, at, amount, task, key, user, checks }]: `checks` are positions in p_checks, from 1
--
-- A call is granted when for every check something is left of the limit, and either the amount fits into what is
-- neither spent nor held by others, or nobody else holds anything: the last money goes to one call at a time.
--
-- One process at a time does this for an organization. What is spent and what is held is read in one query, because a
-- call that is stored in between moves from one to the other. Rows that the storing of executions has locked are about
-- to go, so they are skipped and nothing here waits for it.
CREATE FUNCTION "hold_spend"(
  p_organization UUID, p_lease INTERVAL, p_settled JSONB, p_renewed UUID[], p_checks JSONB, p_wanted JSONB
) RETURNS JSONB LANGUAGE plpgsql AS $$
DECLARE
  -- Sums of binary fractions are not exact: a billionth of a dollar decides nothing.
  tolerance CONSTANT DOUBLE PRECISION := 1e-9;
  wall TIMESTAMPTZ;
  spent DOUBLE PRECISION[] := '{}';
  held DOUBLE PRECISION[] := '{}';
  limits DOUBLE PRECISION[] := '{}';
  answers JSONB := '[]';
  check_row RECORD;
  call RECORD;
  own DOUBLE PRECISION;
  n INT;
  spent_now DOUBLE PRECISION;
  held_now DOUBLE PRECISION;
  exhausted INT;
  crowded INT;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('spend:' || p_organization, 0));
  wall := clock_timestamp();

  WITH settled AS (
    SELECT * FROM jsonb_to_recordset(p_settled) AS s(id UUID, cost DOUBLE PRECISION)
  ), free AS (
    SELECT execution_id FROM spend_holds
    WHERE organization_id = p_organization AND execution_id IN (SELECT id FROM settled) FOR UPDATE SKIP LOCKED
  )
  UPDATE spend_holds AS hold
  SET amount_usd = settled.cost, is_settled = TRUE, expires_at = wall + INTERVAL '15 minutes'
  FROM settled JOIN free ON free.execution_id = settled.id
  WHERE hold.organization_id = p_organization AND hold.execution_id = settled.id;

  IF cardinality(p_renewed) > 0 THEN
    WITH free AS (
      SELECT execution_id FROM spend_holds
      WHERE organization_id = p_organization AND execution_id = ANY(p_renewed) AND NOT is_settled
      FOR UPDATE SKIP LOCKED
    )
    UPDATE spend_holds AS hold SET expires_at = wall + p_lease FROM free
    WHERE hold.organization_id = p_organization AND hold.execution_id = free.execution_id;
  END IF;

  WITH expired AS (
    SELECT execution_id FROM spend_holds
    WHERE organization_id = p_organization AND expires_at <= wall FOR UPDATE SKIP LOCKED
  )
  DELETE FROM spend_holds USING expired
  WHERE spend_holds.organization_id = p_organization AND spend_holds.execution_id = expired.execution_id;

  FOR check_row IN
    SELECT * FROM jsonb_to_recordset(p_checks)
      AS c(dimension TEXT, ref TEXT, "from" TIMESTAMPTZ, "to" TIMESTAMPTZ, "limit" DOUBLE PRECISION)
  LOOP
    SELECT coalesce(sum(amount) FILTER (WHERE is_spent), 0), coalesce(sum(amount) FILTER (WHERE NOT is_spent), 0)
    INTO spent_now, held_now
    FROM (
      SELECT cost_usd AS amount, TRUE AS is_spent FROM spend_days
      WHERE organization_id = p_organization AND dimension = check_row.dimension AND ref = check_row.ref
        AND day >= (check_row."from" AT TIME ZONE 'UTC')::DATE AND day < (check_row."to" AT TIME ZONE 'UTC')::DATE
      UNION ALL
      SELECT amount_usd, is_settled FROM spend_holds
      WHERE organization_id = p_organization AND expires_at > wall AND at >= check_row."from" AND at < check_row."to"
        AND CASE check_row.dimension
          WHEN 'organization' THEN TRUE
          WHEN 'task' THEN task_slug = check_row.ref
          WHEN 'key' THEN key_id::TEXT = check_row.ref
          ELSE user_ref = check_row.ref
        END
    ) AS money;
    spent := spent || spent_now;
    held := held || held_now;
    limits := limits || check_row."limit";
  END LOOP;

  FOR call IN
    SELECT * FROM jsonb_to_recordset(p_wanted)
      AS w(id UUID, at TIMESTAMPTZ, amount DOUBLE PRECISION, task TEXT, key UUID, "user" TEXT, checks INT[])
  LOOP
    SELECT amount_usd INTO own FROM spend_holds WHERE organization_id = p_organization AND execution_id = call.id;
    own := coalesce(own, 0);
    exhausted := NULL;
    crowded := NULL;
    FOREACH n IN ARRAY call.checks LOOP
      IF spent[n] >= limits[n] - tolerance THEN
        exhausted := coalesce(exhausted, n);
      ELSIF spent[n] + held[n] - own + call.amount > limits[n] + tolerance AND held[n] - own > tolerance THEN
        crowded := coalesce(crowded, n);
      END IF;
    END LOOP;
    IF exhausted IS NULL AND crowded IS NULL THEN
      INSERT INTO spend_holds AS hold (organization_id, execution_id, at, task_slug, key_id, user_ref, amount_usd, expires_at)
      VALUES (p_organization, call.id, call.at, call.task, call.key, call."user", call.amount, wall + p_lease)
      ON CONFLICT (organization_id, execution_id) DO UPDATE
        SET amount_usd = excluded.amount_usd, is_settled = FALSE, expires_at = excluded.expires_at;
      FOREACH n IN ARRAY call.checks LOOP
        held[n] := held[n] - own + call.amount;
      END LOOP;
    END IF;
    answers := answers || jsonb_build_object('exhausted', exhausted, 'crowded', crowded);
  END LOOP;

  RETURN jsonb_build_object('spent', to_jsonb(spent), 'held', to_jsonb(held), 'answers', answers);
END
$$;


-- Budgets

CREATE TABLE "budgets" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "scope" TEXT NOT NULL,
  "scope_ref" TEXT NOT NULL,
  "period" TEXT NOT NULL,
  "from_day" DATE,
  "to_day" DATE,
  "limit_usd" DOUBLE PRECISION NOT NULL,
  "alert_shares" DOUBLE PRECISION[],
  "enforcement" TEXT NOT NULL,
  "downgrade_share" DOUBLE PRECISION NOT NULL,
  "is_enabled" BOOLEAN NOT NULL DEFAULT true,
  "limit_history" JSONB NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "budgets_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "budgets_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "budget_events" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "budget_id" UUID NOT NULL,
  "subject" TEXT NOT NULL,
  "window_from" TIMESTAMPTZ(3) NOT NULL,
  "window_to" TIMESTAMPTZ(3) NOT NULL,
  "kind" TEXT NOT NULL,
  "share" DOUBLE PRECISION NOT NULL,
  "spent_usd" DOUBLE PRECISION NOT NULL,
  "limit_usd" DOUBLE PRECISION NOT NULL,
  "calls" INTEGER NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "last_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "budget_events_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "budget_events_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "budget_events_organization_id_budget_id_window_from_subject_key"
  ON "budget_events"("organization_id", "budget_id", "window_from", "subject", "kind", "share");


-- Limits of API keys; null = unlimited

ALTER TABLE "api_keys" ADD COLUMN "requests_per_minute" INTEGER;
ALTER TABLE "api_keys" ADD COLUMN "tokens_per_minute" INTEGER;
