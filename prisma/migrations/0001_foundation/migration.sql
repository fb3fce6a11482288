-- Every key begins with organization_id, so that a distributed PostgreSQL can shard by it.
-- Runs in one transaction, on PostgreSQL 15 and later and on the embedded database.


-- People and access

CREATE TABLE "organizations" (
  "id" UUID NOT NULL,
  "slug" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations"("slug");

CREATE TABLE "users" (
  "id" UUID NOT NULL,
  "email" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "password_hash" TEXT NOT NULL,
  "session_epoch" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

CREATE TABLE "memberships" (
  "organization_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "role" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "memberships_pkey" PRIMARY KEY ("organization_id","user_id"),
  CONSTRAINT "memberships_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE,
  CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

CREATE TABLE "invitations" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "email" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  "token_hash" TEXT NOT NULL,
  "invited_by" UUID NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "accepted_at" TIMESTAMPTZ(3),
  "revoked_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "invitations_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "invitations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

CREATE TABLE "api_keys" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "prefix" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  "scopes" TEXT[],
  "created_by" TEXT,
  "expires_at" TIMESTAMPTZ(3),
  "revoked_at" TIMESTAMPTZ(3),
  "last_used_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "api_keys_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "api_keys_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");


-- Executions and their hourly sums

CREATE TABLE "executions" (
  "organization_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "model_slug" TEXT,
  "provider_slug" TEXT,
  "model_version_id" UUID,
  "configuration_version" INTEGER,
  "source" TEXT NOT NULL,
  "operation" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "error_code" TEXT,
  "error_message" TEXT,
  "key_id" UUID,
  "user_ref" TEXT,
  "session_ref" TEXT,
  "request_id" TEXT NOT NULL,
  "tags" JSONB,
  "is_streaming" BOOLEAN NOT NULL,
  "strategy" TEXT,
  "input_tokens" INTEGER,
  "cached_input_tokens" INTEGER,
  "cache_write_tokens" INTEGER,
  "output_tokens" INTEGER,
  "reasoning_tokens" INTEGER,
  "is_usage_estimated" BOOLEAN NOT NULL DEFAULT false,
  "cost_usd" DOUBLE PRECISION,
  "latency_ms" DOUBLE PRECISION,
  "time_to_first_token_ms" DOUBLE PRECISION,
  "overhead_ms" DOUBLE PRECISION,
  "quality" DOUBLE PRECISION,
  "confidence" DOUBLE PRECISION,
  "label" TEXT,
  "input_preview" TEXT,
  "output_preview" TEXT,
  "route" JSONB,
  "ranking_id" TEXT,
  "attempts" JSONB,
  "raw_usage" JSONB,
  "settled_at" TIMESTAMPTZ(3),
  CONSTRAINT "executions_pkey" PRIMARY KEY ("organization_id","created_at","id")
) PARTITION BY RANGE ("created_at");
CREATE INDEX "executions_organization_id_id_idx" ON "executions"("organization_id", "id");
CREATE INDEX "executions_organization_id_task_slug_created_at_id_idx" ON "executions"("organization_id", "task_slug", "created_at", "id");
CREATE INDEX "executions_organization_id_model_slug_created_at_id_idx" ON "executions"("organization_id", "model_slug", "created_at", "id");
CREATE INDEX "executions_organization_id_status_created_at_id_idx" ON "executions"("organization_id", "status", "created_at", "id");
-- Few executions name a session or a user, and only those are looked up by it.
CREATE INDEX "executions_session_idx" ON "executions"("organization_id", "session_ref", "created_at", "id") WHERE "session_ref" IS NOT NULL;
CREATE INDEX "executions_user_idx" ON "executions"("organization_id", "user_ref", "created_at", "id") WHERE "user_ref" IS NOT NULL;

-- Takes what no month's partition accepts, so that no row is ever refused.
CREATE TABLE "executions_default" PARTITION OF "executions" DEFAULT;

-- Creates the partition of one month (UTC) and moves rows of that month out of the default partition.
-- Returns false when the partition exists already.
CREATE FUNCTION "ensure_execution_partition"(month_start DATE) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
  partition_name TEXT := 'executions_' || to_char(month_start, 'YYYY_MM');
  lower_bound TIMESTAMPTZ := date_trunc('month', month_start::TIMESTAMP) AT TIME ZONE 'UTC';
  upper_bound TIMESTAMPTZ := (date_trunc('month', month_start::TIMESTAMP) + INTERVAL '1 month') AT TIME ZONE 'UTC';
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_execution_partition'));
  IF to_regclass(partition_name) IS NOT NULL THEN
    RETURN FALSE;
  END IF;
  -- At once in the mode that attaching needs: raising it later could deadlock with another raise.
  LOCK TABLE executions_default IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('CREATE TABLE %I (LIKE executions INCLUDING ALL)', partition_name);
  EXECUTE format(
    'WITH moved AS (DELETE FROM executions_default WHERE created_at >= $1 AND created_at < $2 RETURNING *) INSERT INTO %I SELECT * FROM moved',
    partition_name
  ) USING lower_bound, upper_bound;
  EXECUTE format(
    'ALTER TABLE executions ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    partition_name, lower_bound, upper_bound
  );
  RETURN TRUE;
END
$$;

-- Adds two histograms, { bucket: count }, key by key. A missing histogram counts as an empty one.
CREATE FUNCTION "histogram_add"(a JSONB, b JSONB) RETURNS JSONB LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_object_agg(bucket, total), '{}'::JSONB)
  FROM (
    SELECT key AS bucket, sum(value::NUMERIC) AS total
    FROM (
      SELECT key, value FROM jsonb_each_text(coalesce(a, '{}'::JSONB))
      UNION ALL
      SELECT key, value FROM jsonb_each_text(coalesce(b, '{}'::JSONB))
    ) AS counts
    GROUP BY key
  ) AS totals
$$;

CREATE TABLE "route_rankings" (
  "organization_id" UUID NOT NULL,
  "id" TEXT NOT NULL,
  "candidates" JSONB NOT NULL,
  "excluded" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "route_rankings_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE TABLE "execution_rollups" (
  "organization_id" UUID NOT NULL,
  "hour" TIMESTAMPTZ(3) NOT NULL,
  "task_slug" TEXT NOT NULL,
  "model_slug" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "variant" TEXT NOT NULL DEFAULT '',
  "status" TEXT NOT NULL,
  "count" INTEGER NOT NULL,
  "input_tokens" BIGINT NOT NULL,
  "output_tokens" BIGINT NOT NULL,
  "cost_usd" DOUBLE PRECISION NOT NULL,
  "unpriced_count" INTEGER NOT NULL,
  "latency_count" INTEGER NOT NULL,
  "latency_ms_sum" DOUBLE PRECISION NOT NULL,
  "quality_count" INTEGER NOT NULL,
  "quality_sum" DOUBLE PRECISION NOT NULL,
  "quality_square_sum" DOUBLE PRECISION NOT NULL,
  "latency_histogram" JSONB NOT NULL,
  CONSTRAINT "execution_rollups_pkey" PRIMARY KEY ("organization_id","hour","task_slug","model_slug","source","variant","status")
);


-- Platform

CREATE TABLE "audit_entries" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "actor_type" TEXT NOT NULL,
  "actor_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "subject_type" TEXT NOT NULL,
  "subject_id" TEXT NOT NULL,
  "before" JSONB,
  "after" JSONB,
  "reason" TEXT,
  "request_id" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("organization_id","id")
);
CREATE INDEX "audit_entries_organization_id_subject_type_subject_id_idx" ON "audit_entries"("organization_id", "subject_type", "subject_id");

CREATE TABLE "jobs" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "payload" JSONB NOT NULL,
  "progress" JSONB,
  "result" JSONB,
  "error" JSONB,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "fence" INTEGER NOT NULL DEFAULT 0,
  "lease_owner" TEXT,
  "lease_until" TIMESTAMPTZ(3),
  "cancel_requested" BOOLEAN NOT NULL DEFAULT false,
  "run_after" TIMESTAMPTZ(3) NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "started_at" TIMESTAMPTZ(3),
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "jobs_pkey" PRIMARY KEY ("organization_id","id")
);
CREATE INDEX "jobs_status_run_after_idx" ON "jobs"("status", "run_after");

CREATE TABLE "idempotency_records" (
  "organization_id" UUID NOT NULL,
  "key" TEXT NOT NULL,
  "request_hash" TEXT NOT NULL,
  "response_status" INTEGER,
  "response_body" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "idempotency_records_pkey" PRIMARY KEY ("organization_id","key")
);
CREATE INDEX "idempotency_records_created_at_idx" ON "idempotency_records"("created_at");

CREATE TABLE "artefacts" (
  "organization_id" UUID NOT NULL,
  "sha256" TEXT NOT NULL,
  "bytes" BYTEA NOT NULL,
  "size_bytes" INTEGER NOT NULL,
  "content_type" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "artefacts_pkey" PRIMARY KEY ("organization_id","sha256")
);

CREATE TABLE "settings" (
  "organization_id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "value" JSONB NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "settings_pkey" PRIMARY KEY ("organization_id","name")
);


-- Registry

CREATE TABLE "providers" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "slug" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "base_url" TEXT,
  "encrypted_key" TEXT,
  "key_hint" TEXT,
  "source" TEXT NOT NULL,
  "is_enabled" BOOLEAN NOT NULL DEFAULT true,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "providers_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "providers_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "providers_organization_id_slug_key" ON "providers"("organization_id", "slug");

CREATE TABLE "models" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "slug" TEXT NOT NULL,
  "provider_slug" TEXT NOT NULL,
  "upstream_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "capabilities" TEXT[],
  "context_window" INTEGER,
  "max_output_tokens" INTEGER,
  "price" JSONB,
  "is_enabled" BOOLEAN NOT NULL DEFAULT true,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "models_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "models_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "models_organization_id_slug_key" ON "models"("organization_id", "slug");

CREATE TABLE "tasks" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "slug" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "description" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "is_built_in" BOOLEAN NOT NULL,
  "configuration_version" INTEGER NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "tasks_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "tasks_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "tasks_organization_id_slug_key" ON "tasks"("organization_id", "slug");

CREATE TABLE "task_configurations" (
  "organization_id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "configuration" JSONB NOT NULL,
  "reason" TEXT NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "task_configurations_pkey" PRIMARY KEY ("organization_id","task_slug","version"),
  CONSTRAINT "task_configurations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "model_versions" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "model_slug" TEXT NOT NULL,
  "version" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "artefact_sha256" TEXT NOT NULL,
  "metrics" JSONB NOT NULL,
  "labels" TEXT[],
  "training_run_id" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "model_versions_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "model_versions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "model_versions_organization_id_task_slug_model_slug_version_key" ON "model_versions"("organization_id", "task_slug", "model_slug", "version");

-- The guarantee behind "at most one active version": switch the old one off before the new one on.
CREATE UNIQUE INDEX "model_versions_one_active_key" ON "model_versions"("organization_id", "task_slug", "model_slug")
  WHERE "status" = 'active';


-- Training

CREATE TABLE "datasets" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "row_count" INTEGER NOT NULL,
  "label_count" INTEGER NOT NULL,
  "checksum" TEXT NOT NULL,
  "rejected" JSONB NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "datasets_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "datasets_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE INDEX "datasets_organization_id_task_slug_idx" ON "datasets"("organization_id", "task_slug");

CREATE TABLE "training_examples" (
  "organization_id" UUID NOT NULL,
  "dataset_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "text" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  CONSTRAINT "training_examples_pkey" PRIMARY KEY ("organization_id","dataset_id","position")
);

CREATE TABLE "training_runs" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "dataset_id" UUID NOT NULL,
  "job_id" UUID NOT NULL,
  "classifiers" TEXT[],
  "seed" INTEGER NOT NULL,
  "validation_share" DOUBLE PRECISION NOT NULL,
  "results" JSONB,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "training_runs_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "training_runs_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
