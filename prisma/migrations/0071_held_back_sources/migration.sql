-- Givers whose examples were left out of a dataset, because all others contradict them
ALTER TABLE "datasets" ADD COLUMN "held_back" JSONB NOT NULL DEFAULT '[]';
