-- Experiments: what was decided, what each unit did, and running sums, so that a verdict never reads single measurements

CREATE TABLE "experiments" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "slug" TEXT NOT NULL,
  "task_slug" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "design" JSONB NOT NULL,
  "phase" INTEGER NOT NULL,
  "phase_started_at" TIMESTAMPTZ(3),
  "started_at" TIMESTAMPTZ(3),
  "stopped_at" TIMESTAMPTZ(3),
  "weights" JSONB NOT NULL,
  "verdict" JSONB,
  "steps" JSONB NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "experiments_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "experiments_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "experiments_organization_id_slug_key" ON "experiments"("organization_id","slug");
CREATE INDEX "experiments_status_idx" ON "experiments"("status") WHERE "status" = 'running';

CREATE TABLE "experiment_units" (
  "organization_id" UUID NOT NULL,
  "experiment_id" UUID NOT NULL,
  "phase" INTEGER NOT NULL,
  "unit_ref" TEXT NOT NULL,
  "variant" TEXT NOT NULL,
  "segment" TEXT NOT NULL,
  "covariate" DOUBLE PRECISION,
  "totals" JSONB NOT NULL,
  "first_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "experiment_units_pkey" PRIMARY KEY ("organization_id","experiment_id","phase","unit_ref"),
  CONSTRAINT "experiment_units_experiment_fkey" FOREIGN KEY ("organization_id","experiment_id")
    REFERENCES "experiments" ("organization_id","id") ON DELETE CASCADE
);

-- What was counted already, so that the same measurement counts once
CREATE TABLE "experiment_events" (
  "organization_id" UUID NOT NULL,
  "experiment_id" UUID NOT NULL,
  "event_key" TEXT NOT NULL,
  "phase" INTEGER NOT NULL,
  "unit_ref" TEXT NOT NULL,
  CONSTRAINT "experiment_events_pkey" PRIMARY KEY ("organization_id","experiment_id","event_key"),
  CONSTRAINT "experiment_events_experiment_fkey" FOREIGN KEY ("organization_id","experiment_id")
    REFERENCES "experiments" ("organization_id","id") ON DELETE CASCADE
);

CREATE TABLE "experiment_sums" (
  "organization_id" UUID NOT NULL,
  "experiment_id" UUID NOT NULL,
  "phase" INTEGER NOT NULL,
  "variant" TEXT NOT NULL,
  "segment" TEXT NOT NULL,
  "metric" TEXT NOT NULL,
  "sums" JSONB NOT NULL,
  CONSTRAINT "experiment_sums_pkey" PRIMARY KEY ("organization_id","experiment_id","phase","variant","segment","metric"),
  CONSTRAINT "experiment_sums_experiment_fkey" FOREIGN KEY ("organization_id","experiment_id")
    REFERENCES "experiments" ("organization_id","id") ON DELETE CASCADE
);

CREATE TABLE "experiment_looks" (
  "organization_id" UUID NOT NULL,
  "experiment_id" UUID NOT NULL,
  "phase" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "units" INTEGER NOT NULL,
  "look" JSONB NOT NULL,
  CONSTRAINT "experiment_looks_pkey" PRIMARY KEY ("organization_id","experiment_id","phase","at"),
  CONSTRAINT "experiment_looks_experiment_fkey" FOREIGN KEY ("organization_id","experiment_id")
    REFERENCES "experiments" ("organization_id","id") ON DELETE CASCADE
);
