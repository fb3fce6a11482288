-- Usage by class, where a cost comes from, and the caller's own id of what it recorded
ALTER TABLE "executions" ADD COLUMN "client_id" TEXT;
ALTER TABLE "executions" ADD COLUMN "cache_write_1h_tokens" INTEGER;
ALTER TABLE "executions" ADD COLUMN "audio_input_tokens" INTEGER;
ALTER TABLE "executions" ADD COLUMN "audio_output_tokens" INTEGER;
ALTER TABLE "executions" ADD COLUMN "service_tier" TEXT;
ALTER TABLE "executions" ADD COLUMN "cost_source" TEXT;
ALTER TABLE "executions" ADD COLUMN "price_ref" TEXT;
ALTER TABLE "executions" ADD COLUMN "saved_usd" DOUBLE PRECISION;

-- An execution that was sent twice is stored once, whatever its time says: executions are partitioned by time, so
-- their own key cannot promise it.
CREATE TABLE "recorded_executions" (
  "organization_id" UUID NOT NULL,
  "client_id" TEXT NOT NULL,
  "execution_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "recorded_executions_pkey" PRIMARY KEY ("organization_id","client_id")
);
CREATE INDEX "recorded_executions_created_at_idx" ON "recorded_executions" USING BRIN ("created_at");

-- Prices that people state, each with its time; the newest statement that covers an instant counts.
CREATE TABLE "model_prices" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "model_slug" TEXT NOT NULL,
  "price" JSONB,
  "valid_from" TIMESTAMPTZ(3),
  "valid_to" TIMESTAMPTZ(3),
  "origin" TEXT NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "withdrawn_by" TEXT,
  "withdrawn_at" TIMESTAMPTZ(3),
  CONSTRAINT "model_prices_pkey" PRIMARY KEY ("organization_id","id")
);
CREATE INDEX "model_prices_organization_id_model_slug_idx" ON "model_prices"("organization_id", "model_slug");

-- What was stated so far had no time: it counts since ever. Simulated prices are the catalogue's own from now on.
INSERT INTO "model_prices" ("organization_id", "id", "model_slug", "price", "origin", "created_by", "created_at")
SELECT model."organization_id", gen_random_uuid(), model."slug", model."price" - 'source' - 'asOf', 'person',
  'AI Gym', (model."price"->>'asOf')::date
FROM "models" AS model
LEFT JOIN "providers" AS provider
  ON provider."organization_id" = model."organization_id" AND provider."slug" = model."provider_slug"
WHERE model."price" IS NOT NULL AND provider."kind" IS DISTINCT FROM 'simulator';
ALTER TABLE "models" DROP COLUMN "price";

CREATE TABLE "repricings" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "job_id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "model_slug" TEXT,
  "window_from" TIMESTAMPTZ(3) NOT NULL,
  "window_to" TIMESTAMPTZ(3) NOT NULL,
  "source_id" UUID,
  "state" JSONB,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "repricings_pkey" PRIMARY KEY ("organization_id","id")
);

-- What a re-pricing changed, so that it can be taken back.
CREATE TABLE "repriced_executions" (
  "organization_id" UUID NOT NULL,
  "repricing_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "execution_id" UUID NOT NULL,
  "cost_before" DOUBLE PRECISION,
  "cost_after" DOUBLE PRECISION,
  "cost_source_before" TEXT,
  "cost_source_after" TEXT,
  "price_ref_before" TEXT,
  "price_ref_after" TEXT,
  CONSTRAINT "repriced_executions_pkey" PRIMARY KEY ("organization_id","repricing_id","created_at","execution_id")
);

-- Second price books that were compared with ours: their rows of the models that we have.
CREATE TABLE "price_checks" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "book_date" TEXT,
  "row_count" INTEGER NOT NULL,
  "rows" JSONB NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "price_checks_pkey" PRIMARY KEY ("organization_id","id")
);
