-- What is done again and again, by one process at a time. No foreign key: an installation's own work has the id of all zeros.

CREATE TABLE "recurring_work" (
  "organization_id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "next_run_at" TIMESTAMPTZ(3) NOT NULL,
  "last_started_at" TIMESTAMPTZ(3),
  "fence" INTEGER NOT NULL DEFAULT 0,
  "lease_owner" TEXT,
  "lease_until" TIMESTAMPTZ(3),
  CONSTRAINT "recurring_work_pkey" PRIMARY KEY ("organization_id","name")
);
CREATE INDEX "recurring_work_next_run_at_idx" ON "recurring_work"("next_run_at");


-- Alerts

CREATE TABLE "alert_rules" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "metric" TEXT NOT NULL,
  "scope_kind" TEXT NOT NULL,
  "scope_ref" TEXT NOT NULL,
  "window_minutes" INTEGER NOT NULL,
  "comparison" TEXT NOT NULL,
  "threshold" DOUBLE PRECISION NOT NULL,
  "recovery_threshold" DOUBLE PRECISION,
  "minimum_count" INTEGER NOT NULL,
  "no_data" TEXT NOT NULL,
  "severity" TEXT NOT NULL,
  "cool_down_minutes" INTEGER NOT NULL,
  "webhook_ids" UUID[],
  "is_enabled" BOOLEAN NOT NULL,
  "muted_until" TIMESTAMPTZ(3),
  "state" JSONB NOT NULL,
  "last_value" DOUBLE PRECISION,
  "last_count" INTEGER,
  "evaluated_at" TIMESTAMPTZ(3),
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "alert_rules_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "alert_rules_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

-- An alert outlives its rule, so it carries what the rule said.
CREATE TABLE "alerts" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "rule_id" UUID NOT NULL,
  "rule_name" TEXT NOT NULL,
  "metric" TEXT NOT NULL,
  "scope_kind" TEXT NOT NULL,
  "scope_ref" TEXT NOT NULL,
  "window_minutes" INTEGER NOT NULL,
  "comparison" TEXT NOT NULL,
  "threshold" DOUBLE PRECISION NOT NULL,
  "severity" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "value" DOUBLE PRECISION NOT NULL,
  "worst_value" DOUBLE PRECISION NOT NULL,
  "last_value" DOUBLE PRECISION,
  "sample_count" INTEGER NOT NULL,
  "breach_count" INTEGER NOT NULL,
  "fired_at" TIMESTAMPTZ(3) NOT NULL,
  "last_breached_at" TIMESTAMPTZ(3) NOT NULL,
  "announced_at" TIMESTAMPTZ(3),
  "resolved_at" TIMESTAMPTZ(3),
  "resolution" TEXT,
  "resolved_by" TEXT,
  "acknowledged_at" TIMESTAMPTZ(3),
  "acknowledged_by" TEXT,
  CONSTRAINT "alerts_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "alerts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE INDEX "alerts_organization_id_status_id_idx" ON "alerts"("organization_id", "status", "id");
CREATE INDEX "alerts_organization_id_rule_id_id_idx" ON "alerts"("organization_id", "rule_id", "id");

-- The guarantee behind "one alert per rule": a second process that fires as well is refused.
CREATE UNIQUE INDEX "alerts_one_firing_key" ON "alerts"("organization_id", "rule_id") WHERE "status" = 'firing';


-- Webhooks

CREATE TABLE "webhooks" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "encrypted_secret" TEXT NOT NULL,
  "secret_hint" TEXT NOT NULL,
  "previous_encrypted_secret" TEXT,
  "previous_secret_until" TIMESTAMPTZ(3),
  "is_enabled" BOOLEAN NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "webhooks_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "webhooks_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

-- The outbox: written with what it reports, sent afterwards.
CREATE TABLE "webhook_deliveries" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "webhook_id" UUID NOT NULL,
  "event_id" UUID NOT NULL,
  "event_type" TEXT NOT NULL,
  "alert_id" UUID,
  "body" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "attempts" JSONB NOT NULL,
  "max_attempts" INTEGER NOT NULL,
  "next_attempt_at" TIMESTAMPTZ(3),
  "fence" INTEGER NOT NULL DEFAULT 0,
  "lease_until" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "webhook_deliveries_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE INDEX "webhook_deliveries_organization_id_webhook_id_id_idx" ON "webhook_deliveries"("organization_id", "webhook_id", "id");
CREATE INDEX "webhook_deliveries_status_next_attempt_at_idx" ON "webhook_deliveries"("status", "next_attempt_at");
