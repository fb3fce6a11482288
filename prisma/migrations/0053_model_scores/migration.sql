-- How models did in benchmarks, per category: what the router believes before it has seen them at work.
CREATE TABLE "model_scores" (
  "organization_id" UUID NOT NULL,
  "model_slug" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "quality" DOUBLE PRECISION NOT NULL,
  "test_count" INTEGER NOT NULL,
  "run_id" UUID NOT NULL,
  "measured_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "model_scores_pkey" PRIMARY KEY ("organization_id","model_slug","category"),
  CONSTRAINT "model_scores_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
