-- How a trained version did on the examples that were held out, and compared with the version before it
CREATE TABLE "version_evaluations" (
  "organization_id" UUID NOT NULL,
  "version_id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "run_id" UUID NOT NULL,
  "dataset_id" UUID NOT NULL,
  "predictions_sha256" TEXT NOT NULL,
  "evaluation" JSONB NOT NULL,
  "parent_version_id" UUID,
  "comparison" JSONB,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "version_evaluations_pkey" PRIMARY KEY ("organization_id","version_id"),
  CONSTRAINT "version_evaluations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE INDEX "version_evaluations_organization_id_task_slug_idx" ON "version_evaluations" ("organization_id", "task_slug");
