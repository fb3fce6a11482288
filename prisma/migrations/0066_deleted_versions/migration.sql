-- Model versions that somebody deleted: their number stays taken, what they consist of goes a day later
ALTER TABLE "model_versions" ADD COLUMN "deleted_at" TIMESTAMPTZ(3);
CREATE INDEX "model_versions_deleted_idx" ON "model_versions" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
