-- A small random share of requests keeps the configuration from before a change, so that what the change saves is measured
ALTER TABLE "executions" ADD COLUMN "holdout_id" UUID;
ALTER TABLE "executions" ADD COLUMN "holdout_phase" INTEGER;
ALTER TABLE "executions" ADD COLUMN "holdout_arm" TEXT;
ALTER TABLE "executions" ADD COLUMN "holdout_bucket" INTEGER;

-- What the executions of either arm add up to, written in the same statement as the executions
CREATE TABLE "holdout_sums" (
  "organization_id" UUID NOT NULL,
  "holdout_id" UUID NOT NULL,
  "month" DATE NOT NULL,
  "phase" INTEGER NOT NULL,
  "arm" TEXT NOT NULL,
  "bucket" INTEGER NOT NULL,
  "count" INTEGER NOT NULL,
  "failed_count" INTEGER NOT NULL,
  "priced_count" INTEGER NOT NULL,
  "cost_usd" DOUBLE PRECISION NOT NULL,
  "latency_count" INTEGER NOT NULL,
  "latency_ms_sum" DOUBLE PRECISION NOT NULL,
  "quality_count" INTEGER NOT NULL,
  "quality_sum" DOUBLE PRECISION NOT NULL,
  CONSTRAINT "holdout_sums_pkey" PRIMARY KEY ("organization_id","holdout_id","month","phase","arm","bucket"),
  CONSTRAINT "holdout_sums_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "holdouts" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "optimization_id" UUID NOT NULL,
  "summary" TEXT NOT NULL,
  "before_version" INTEGER NOT NULL,
  "before" JSONB NOT NULL,
  "after_version" INTEGER NOT NULL,
  "after" JSONB NOT NULL,
  -- Share of the requests that keep the configuration from before, 0-1
  "held_share" DOUBLE PRECISION NOT NULL,
  "phase" INTEGER NOT NULL,
  -- The task while it is open, so that there is one at a time
  "open_task" TEXT,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "closed_at" TIMESTAMPTZ(3),
  "closed_reason" TEXT,
  CONSTRAINT "holdouts_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "holdouts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "holdouts_organization_id_open_task_key" ON "holdouts" ("organization_id", "open_task");

CREATE TABLE "holdout_settings" (
  "organization_id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  -- 0 = none is held back
  "share" DOUBLE PRECISION NOT NULL,
  CONSTRAINT "holdout_settings_pkey" PRIMARY KEY ("organization_id","task_slug"),
  CONSTRAINT "holdout_settings_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

-- What a change saved in a month that is over. Never changed once it is there
CREATE TABLE "savings_posts" (
  "organization_id" UUID NOT NULL,
  "holdout_id" UUID NOT NULL,
  "month" DATE NOT NULL,
  "content" JSONB NOT NULL,
  "posted_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "savings_posts_pkey" PRIMARY KEY ("organization_id","holdout_id","month"),
  CONSTRAINT "savings_posts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
