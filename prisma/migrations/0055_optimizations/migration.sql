-- Searches for a better configuration of a task, with their evidence
CREATE TABLE "optimization_runs" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "job_id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "options" JSONB NOT NULL,
  "plan" JSONB NOT NULL,
  "baseline_version" INTEGER NOT NULL,
  "baseline" JSONB NOT NULL,
  -- The task while the run is under way: one at a time
  "open_task" TEXT,
  "progress" JSONB,
  "result" JSONB,
  "spent_usd" DOUBLE PRECISION NOT NULL DEFAULT 0,
  "application" JSONB,
  "watch_until" TIMESTAMPTZ(3),
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "optimization_runs_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "optimization_runs_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "optimization_runs_organization_id_open_task_key" ON "optimization_runs" ("organization_id", "open_task");
CREATE INDEX "optimization_runs_organization_id_task_slug_id_idx" ON "optimization_runs" ("organization_id", "task_slug", "id");
CREATE INDEX "optimization_runs_organization_id_watch_until_idx" ON "optimization_runs" ("organization_id", "watch_until");

-- One test answered by one configuration: the evidence, and what a run that begins again need not ask
CREATE TABLE "optimization_trials" (
  "organization_id" UUID NOT NULL,
  "run_id" UUID NOT NULL,
  "candidate_id" TEXT NOT NULL,
  "test_id" TEXT NOT NULL,
  "trial" JSONB NOT NULL,
  CONSTRAINT "optimization_trials_pkey" PRIMARY KEY ("organization_id","run_id","candidate_id","test_id"),
  CONSTRAINT "optimization_trials_run_fkey" FOREIGN KEY ("organization_id","run_id") REFERENCES "optimization_runs" ("organization_id","id") ON DELETE CASCADE
);
