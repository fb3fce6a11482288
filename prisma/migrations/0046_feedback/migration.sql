-- What people say of answers, and their verdict on an execution (0–1) where metrics count it.

ALTER TABLE "executions" ADD COLUMN "approval" DOUBLE PRECISION;
ALTER TABLE "execution_rollups"
  ADD COLUMN "approval_count" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "approval_sum" DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE "execution_deltas"
  ADD COLUMN "approval_count" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "approval_sum" DOUBLE PRECISION NOT NULL DEFAULT 0;

CREATE TABLE "feedback" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "execution_id" UUID NOT NULL,
  "execution_at" TIMESTAMPTZ(3) NOT NULL,
  "task_slug" TEXT NOT NULL,
  "model_slug" TEXT NOT NULL,
  "model_version" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "value" JSONB NOT NULL,
  "comment" TEXT,
  "source" TEXT NOT NULL,
  "giver" TEXT NOT NULL,
  "client_id" TEXT,
  "approval" DOUBLE PRECISION,
  "is_right" BOOLEAN,
  "right_label" TEXT,
  "moves_quality" BOOLEAN NOT NULL,
  "given_at" TIMESTAMPTZ(3) NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 1,
  "gathered_revision" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "feedback_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "feedback_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
-- One giver says one thing of each kind about an execution: the guarantee behind "sent twice counts once".
CREATE UNIQUE INDEX "feedback_one_voice_key" ON "feedback"("organization_id", "execution_id", "kind", "giver");
CREATE UNIQUE INDEX "feedback_client_id_key" ON "feedback"("organization_id", "client_id") WHERE "client_id" IS NOT NULL;
CREATE INDEX "feedback_organization_id_task_slug_id_idx" ON "feedback"("organization_id", "task_slug", "id");
CREATE INDEX "feedback_organization_id_giver_id_idx" ON "feedback"("organization_id", "giver", "id");
CREATE INDEX "feedback_to_gather_idx" ON "feedback"("organization_id", "id") WHERE "revision" > "gathered_revision";

-- The quality that was measured before people judged the answer: it comes back when they take their word back.
CREATE TABLE "measured_qualities" (
  "organization_id" UUID NOT NULL,
  "execution_id" UUID NOT NULL,
  "quality" DOUBLE PRECISION,
  CONSTRAINT "measured_qualities_pkey" PRIMARY KEY ("organization_id","execution_id"),
  CONSTRAINT "measured_qualities_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
