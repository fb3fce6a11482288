-- Which models judge answers, and what they said of them.
CREATE TABLE "judge_settings" (
  "organization_id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "model_slug" TEXT NOT NULL,
  "share" DOUBLE PRECISION NOT NULL,
  "daily_limit_usd" DOUBLE PRECISION NOT NULL,
  "moves_quality" BOOLEAN NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL,
  "updated_by" TEXT NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "judge_settings_pkey" PRIMARY KEY ("organization_id","task_slug"),
  CONSTRAINT "judge_settings_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "judgements" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "execution_id" UUID NOT NULL,
  "execution_at" TIMESTAMPTZ(3) NOT NULL,
  "task_slug" TEXT NOT NULL,
  "model_slug" TEXT NOT NULL,
  "judge_slug" TEXT NOT NULL,
  "score" DOUBLE PRECISION,
  "dimensions" JSONB NOT NULL,
  "note" TEXT,
  "cost_usd" DOUBLE PRECISION,
  "call_ids" UUID[],
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "judgements_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "judgements_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "judgements_organization_id_execution_id_judge_slug_key" ON "judgements" ("organization_id","execution_id","judge_slug");
CREATE INDEX "judgements_organization_id_task_slug_id_idx" ON "judgements" ("organization_id","task_slug","id");
