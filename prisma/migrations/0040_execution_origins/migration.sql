-- What of an execution was decided by an experiment, a prompt version, the response cache or a deployment
ALTER TABLE "executions" ADD COLUMN "experiment_slug" TEXT;
ALTER TABLE "executions" ADD COLUMN "variant" TEXT;
ALTER TABLE "executions" ADD COLUMN "unit_ref" TEXT;
ALTER TABLE "executions" ADD COLUMN "prompt_version_id" UUID;
ALTER TABLE "executions" ADD COLUMN "deployment_id" UUID;
ALTER TABLE "executions" ADD COLUMN "cache" TEXT;

-- Few executions have one of these, so that the indexes stay small
CREATE INDEX "executions_experiment_idx" ON "executions" ("organization_id", "experiment_slug", "created_at", "id")
  WHERE "experiment_slug" IS NOT NULL;
CREATE INDEX "executions_prompt_version_idx" ON "executions" ("organization_id", "prompt_version_id", "created_at", "id")
  WHERE "prompt_version_id" IS NOT NULL;
CREATE INDEX "executions_deployment_idx" ON "executions" ("organization_id", "deployment_id", "created_at", "id")
  WHERE "deployment_id" IS NOT NULL;
