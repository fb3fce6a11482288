-- Spending per source and with tokens, and from when on executions are still there

ALTER TABLE "spend_days" DROP CONSTRAINT "spend_days_pkey";
ALTER TABLE "spend_days" ADD COLUMN "source" TEXT NOT NULL DEFAULT '';
ALTER TABLE "spend_days" ADD COLUMN "input_tokens" DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE "spend_days" ADD COLUMN "cache_read_tokens" DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE "spend_days" ADD COLUMN "cache_write_tokens" DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE "spend_days" ADD COLUMN "output_tokens" DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE "spend_days" ADD COLUMN "reasoning_tokens" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- Until now nothing deleted executions without taking back what they spent, so they say it all.
DELETE FROM "spend_days";
INSERT INTO "spend_days" ("organization_id", "dimension", "ref", "day", "source", "cost_usd", "count", "unpriced_count",
  "input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens", "updated_at")
SELECT "organization_id", dimension, ref, ("created_at" AT TIME ZONE 'UTC')::DATE, "source", coalesce(sum("cost_usd"), 0),
  count(*)::INT, (count(*) - count("cost_usd"))::INT, coalesce(sum("input_tokens"::FLOAT8), 0),
  coalesce(sum("cached_input_tokens"::FLOAT8), 0), coalesce(sum("cache_write_tokens"::FLOAT8), 0),
  coalesce(sum("output_tokens"::FLOAT8), 0), coalesce(sum("reasoning_tokens"::FLOAT8), 0), CURRENT_TIMESTAMP
FROM "executions" CROSS JOIN LATERAL (
  VALUES ('organization', ''), ('task', "task_slug"), ('key', "key_id"::TEXT), ('user', "user_ref")
) AS dimensions(dimension, ref)
WHERE "status" <> 'pending' AND ref IS NOT NULL
GROUP BY 1, 2, 3, 4, 5;
ALTER TABLE "spend_days" ALTER COLUMN "source" DROP DEFAULT;
ALTER TABLE "spend_days" ALTER COLUMN "input_tokens" DROP DEFAULT;
ALTER TABLE "spend_days" ALTER COLUMN "cache_read_tokens" DROP DEFAULT;
ALTER TABLE "spend_days" ALTER COLUMN "cache_write_tokens" DROP DEFAULT;
ALTER TABLE "spend_days" ALTER COLUMN "output_tokens" DROP DEFAULT;
ALTER TABLE "spend_days" ALTER COLUMN "reasoning_tokens" DROP DEFAULT;
ALTER TABLE "spend_days" ADD CONSTRAINT "spend_days_pkey" PRIMARY KEY ("organization_id","dimension","ref","day","source");

-- Executions from before this time were deleted; what was counted of them stays, and cannot be counted anew.
CREATE TABLE "execution_purges" (
  "organization_id" UUID NOT NULL,
  "before" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "execution_purges_pkey" PRIMARY KEY ("organization_id")
);

-- Drops the partitions of months before month_start that hold no row. Returns how many those were.
CREATE FUNCTION "drop_empty_execution_partitions"(month_start DATE) RETURNS INT LANGUAGE plpgsql
-- Whoever stores executions waits behind this for as long as this waits.
SET lock_timeout = '2s' AS $$
DECLARE
  partition_name TEXT;
  has_rows BOOLEAN;
  dropped INT := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_execution_partition'));
  FOR partition_name IN
    SELECT child.relname FROM pg_inherits
    JOIN pg_class AS child ON child.oid = inhrelid
    WHERE inhparent = 'executions'::REGCLASS AND child.relname ~ '^executions_[0-9]{4}_[0-9]{2}$'
      AND child.relname < 'executions_' || to_char(month_start, 'YYYY_MM')
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', partition_name) INTO has_rows;
    CONTINUE WHEN has_rows;
    -- Nothing can be stored in between, so it is still empty when it goes.
    LOCK TABLE executions IN ACCESS EXCLUSIVE MODE;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', partition_name) INTO has_rows;
    CONTINUE WHEN has_rows;
    EXECUTE format('DROP TABLE %I', partition_name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END
$$;
