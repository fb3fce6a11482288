-- Candidates for training examples, what speaks for their labels, and where examples of a dataset came from.

-- Taken back feedback stays as a note until training has read it.
ALTER TABLE "feedback" ADD COLUMN "is_withdrawn" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "pool_examples" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "text_hash" TEXT NOT NULL,
  "bands" INTEGER[] NOT NULL,
  "label" TEXT NOT NULL,
  "fixed_from" TEXT,
  "predicted_label" TEXT,
  "confidence" DOUBLE PRECISION,
  "source" TEXT NOT NULL,
  "giver" TEXT NOT NULL,
  "origin" TEXT NOT NULL,
  "execution_id" UUID,
  "is_cut" BOOLEAN NOT NULL DEFAULT false,
  "state" TEXT NOT NULL,
  "overruled_by" UUID,
  "reviewed_by" TEXT,
  "reviewed_at" TIMESTAMPTZ(3),
  "vote_count" INTEGER NOT NULL,
  "agreement" DOUBLE PRECISION NOT NULL,
  "quality" DOUBLE PRECISION NOT NULL,
  "informativeness" DOUBLE PRECISION NOT NULL,
  "is_conflicting" BOOLEAN NOT NULL DEFAULT false,
  "near_id" UUID,
  "near_similarity" DOUBLE PRECISION,
  "suspicion" DOUBLE PRECISION,
  "suspected_label" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "pool_examples_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "pool_examples_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
-- The same text with the same label is one example, whoever brings it and however often.
CREATE UNIQUE INDEX "pool_examples_text_label_key" ON "pool_examples"("organization_id", "task_slug", "text_hash", "label");
CREATE INDEX "pool_examples_queue_idx" ON "pool_examples"("organization_id", "task_slug", "state", "informativeness" DESC, "id" DESC);
CREATE INDEX "pool_examples_newest_idx" ON "pool_examples"("organization_id", "task_slug", "id" DESC);
CREATE INDEX "pool_examples_label_idx" ON "pool_examples"("organization_id", "task_slug", "label", "state");
CREATE INDEX "pool_examples_reviewed_idx" ON "pool_examples"("organization_id", "task_slug", "reviewed_at") WHERE "state" IN ('accepted', 'fixed');
CREATE INDEX "pool_examples_conflict_idx" ON "pool_examples"("organization_id", "task_slug", "text_hash") WHERE "is_conflicting";
-- Bands are hashes that carry organization and task, so one index over all of them finds few rows.
CREATE INDEX "pool_examples_bands_idx" ON "pool_examples" USING gin ("bands") WITH (fastupdate = off);

-- Each giver has one vote on a text: the last thing they said.
CREATE TABLE "example_votes" (
  "organization_id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "text_hash" TEXT NOT NULL,
  "giver" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "feedback_id" UUID,
  "voted_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "example_votes_pkey" PRIMARY KEY ("organization_id","task_slug","text_hash","giver"),
  CONSTRAINT "example_votes_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE INDEX "example_votes_feedback_id_idx" ON "example_votes"("organization_id", "feedback_id") WHERE "feedback_id" IS NOT NULL;

-- Lineage of a dataset's rows, and of the dataset.
ALTER TABLE "training_examples" ADD COLUMN "example_id" UUID;
ALTER TABLE "datasets" ADD COLUMN "base_dataset_id" UUID, ADD COLUMN "pool_count" INTEGER NOT NULL DEFAULT 0;

-- How retraining is watched, task by task: what people set, and where it stands.
CREATE TABLE "retrain_settings" (
  "organization_id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "settings" JSONB NOT NULL,
  "updated_by" TEXT NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "retrain_settings_pkey" PRIMARY KEY ("organization_id","task_slug"),
  CONSTRAINT "retrain_settings_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "retrain_states" (
  "organization_id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL,
  "baseline" JSONB,
  "gathered_until" TIMESTAMPTZ(3),
  "noise_at" TIMESTAMPTZ(3),
  "last_check" JSONB,
  "checked_at" TIMESTAMPTZ(3),
  "run_id" UUID,
  "outcome" JSONB,
  CONSTRAINT "retrain_states_pkey" PRIMARY KEY ("organization_id","task_slug"),
  CONSTRAINT "retrain_states_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
