-- What messages are about in truth, models of detection retrained on it, and which of them is in force.
CREATE TABLE "detection_corrections" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "message" TEXT NOT NULL,
  "message_hash" TEXT NOT NULL,
  "category" TEXT,
  "emotion" TEXT,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "detection_corrections_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "detection_corrections_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "detection_corrections_organization_id_message_hash_key" ON "detection_corrections" ("organization_id","message_hash");

CREATE TABLE "detection_models" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "job_id" UUID NOT NULL,
  "comparison" JSONB,
  "models" BYTEA,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "detection_models_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "detection_models_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "active_detection_models" (
  "organization_id" UUID NOT NULL,
  "model_id" UUID NOT NULL,
  "activated_by" TEXT NOT NULL,
  "activated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "active_detection_models_pkey" PRIMARY KEY ("organization_id"),
  CONSTRAINT "active_detection_models_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
