-- How often judges preferred one variant over another; a tie is half of each.
CREATE TABLE "experiment_judgements" (
  "organization_id" UUID NOT NULL,
  "experiment_id" UUID NOT NULL,
  "phase" INTEGER NOT NULL,
  "preferred" TEXT NOT NULL,
  "other" TEXT NOT NULL,
  "count" DOUBLE PRECISION NOT NULL,
  CONSTRAINT "experiment_judgements_pkey" PRIMARY KEY ("organization_id","experiment_id","phase","preferred","other"),
  CONSTRAINT "experiment_judgements_experiment_fkey" FOREIGN KEY ("organization_id","experiment_id")
    REFERENCES "experiments" ("organization_id","id") ON DELETE CASCADE
);
