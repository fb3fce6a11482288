-- Which share of a model's requests a version that is being tried serves
CREATE TABLE "version_rollouts" (
  "organization_id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "model_slug" TEXT NOT NULL,
  "version_id" UUID NOT NULL,
  "deployment_id" UUID NOT NULL,
  "share" DOUBLE PRECISION NOT NULL,
  "is_compared" BOOLEAN NOT NULL,
  CONSTRAINT "version_rollouts_pkey" PRIMARY KEY ("organization_id","task_slug","model_slug"),
  CONSTRAINT "version_rollouts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

-- How a version came into service, step by step
CREATE TABLE "deployments" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "model_slug" TEXT NOT NULL,
  "version_id" UUID NOT NULL,
  "previous_version_id" UUID,
  "plan" JSONB NOT NULL,
  "state" JSONB NOT NULL,
  "measured" JSONB,
  "reason" TEXT NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "deployments_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "deployments_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "deployments_under_way_key" ON "deployments" ("organization_id", "task_slug", "model_slug")
  WHERE "finished_at" IS NULL;
CREATE INDEX "deployments_organization_id_version_id_idx" ON "deployments" ("organization_id", "version_id");

CREATE TABLE "deployment_events" (
  "organization_id" UUID NOT NULL,
  "deployment_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "share" DOUBLE PRECISION,
  "reason" TEXT NOT NULL,
  "measured" JSONB,
  "actor_name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "deployment_events_pkey" PRIMARY KEY ("organization_id","deployment_id","position"),
  CONSTRAINT "deployment_events_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

-- What a version would have answered while another one served
CREATE TABLE "shadow_answers" (
  "organization_id" UUID NOT NULL,
  "deployment_id" UUID NOT NULL,
  "execution_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "version_id" UUID NOT NULL,
  "label" TEXT,
  "confidence" DOUBLE PRECISION,
  "served_label" TEXT,
  "is_agreeing" BOOLEAN,
  "error_code" TEXT,
  "latency_ms" DOUBLE PRECISION NOT NULL,
  "served_latency_ms" DOUBLE PRECISION,
  "cost_usd" DOUBLE PRECISION,
  "served_cost_usd" DOUBLE PRECISION,
  CONSTRAINT "shadow_answers_pkey" PRIMARY KEY ("organization_id","deployment_id","execution_id"),
  CONSTRAINT "shadow_answers_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
