-- How long a threshold has to stay crossed before it is told, and deletions that can be taken back.
ALTER TABLE "alert_rules" ADD COLUMN "pending_minutes" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "alert_rules" ADD COLUMN "deleted_at" TIMESTAMPTZ(3);
ALTER TABLE "webhooks" ADD COLUMN "deleted_at" TIMESTAMPTZ(3);
