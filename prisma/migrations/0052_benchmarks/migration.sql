-- Benchmark suites of an organization, runs of models on suites, and what each model answered to each test.
CREATE TABLE "benchmark_test_sets" (
  "organization_id" UUID NOT NULL,
  "checksum" TEXT NOT NULL,
  "tests" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "benchmark_test_sets_pkey" PRIMARY KEY ("organization_id","checksum"),
  CONSTRAINT "benchmark_test_sets_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "benchmark_suites" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "description" TEXT NOT NULL,
  "category" TEXT,
  "task_slug" TEXT,
  "origin" TEXT NOT NULL,
  "checksum" TEXT NOT NULL,
  "test_count" INTEGER NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "benchmark_suites_pkey" PRIMARY KEY ("organization_id","id","version"),
  CONSTRAINT "benchmark_suites_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "benchmark_suite_heads" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "version" INTEGER NOT NULL,
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "benchmark_suite_heads_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "benchmark_suite_heads_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "benchmark_runs" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "job_id" UUID NOT NULL,
  "suites" JSONB NOT NULL,
  "suite_ids" TEXT[] NOT NULL,
  "models" TEXT[] NOT NULL,
  "options" JSONB NOT NULL,
  "trigger" TEXT NOT NULL,
  "ending" TEXT,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "benchmark_runs_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "benchmark_runs_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "benchmark_results" (
  "organization_id" UUID NOT NULL,
  "run_id" UUID NOT NULL,
  "suite_id" TEXT NOT NULL,
  "test_id" TEXT NOT NULL,
  "model_slug" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "quality" DOUBLE PRECISION,
  "reason" TEXT NOT NULL,
  "answer" TEXT NOT NULL,
  "latency_ms" DOUBLE PRECISION,
  "cost_usd" DOUBLE PRECISION,
  "execution_id" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "benchmark_results_pkey" PRIMARY KEY ("organization_id","run_id","suite_id","test_id","model_slug"),
  CONSTRAINT "benchmark_results_organization_id_run_id_fkey" FOREIGN KEY ("organization_id","run_id")
    REFERENCES "benchmark_runs" ("organization_id","id") ON DELETE CASCADE ON UPDATE CASCADE
);
