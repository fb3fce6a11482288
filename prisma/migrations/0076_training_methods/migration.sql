-- Runs that train chat models: by choosing examples for their prompt, or by fine-tuning at their provider
ALTER TABLE "training_runs" ADD COLUMN "method" TEXT NOT NULL DEFAULT 'local';
ALTER TABLE "training_runs" ADD COLUMN "base_model" TEXT;
ALTER TABLE "training_runs" ADD COLUMN "state" JSONB;
