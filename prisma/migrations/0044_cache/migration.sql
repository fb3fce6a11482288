-- When an organization purged its cached answers, or those of one task ('' = all): older answers are passed over
CREATE TABLE "cache_purges" (
  "organization_id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "purged_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "cache_purges_pkey" PRIMARY KEY ("organization_id","task_slug"),
  CONSTRAINT "cache_purges_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE INDEX "executions_cache_idx" ON "executions" ("organization_id", "created_at", "id") WHERE "cache" IS NOT NULL;
