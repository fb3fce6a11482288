-- What judging an answer of a benchmark has cost
ALTER TABLE "benchmark_results" ADD COLUMN "judge_cost_usd" DOUBLE PRECISION NOT NULL DEFAULT 0;
