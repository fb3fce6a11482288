-- Conversations for which routing keeps continuity.
CREATE TABLE "sessions" (
  "organization_id" UUID NOT NULL,
  "ref" TEXT NOT NULL,
  "state" JSONB NOT NULL,
  "turns" INTEGER NOT NULL,
  "written_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "sessions_pkey" PRIMARY KEY ("organization_id","ref"),
  CONSTRAINT "sessions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE INDEX "sessions_organization_id_updated_at_idx" ON "sessions" ("organization_id","updated_at");
CREATE INDEX "sessions_updated_at_idx" ON "sessions" ("updated_at");
