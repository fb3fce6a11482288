-- Changes that the product proposes, each to be verified before it is made
CREATE TABLE "recommendations" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  -- What is proposed, so that it is proposed once
  "fingerprint" TEXT NOT NULL,
  "content" JSONB NOT NULL,
  "status" TEXT NOT NULL,
  "outcome" JSONB,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "seen_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "recommendations_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "recommendations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "recommendations_organization_id_fingerprint_key" ON "recommendations" ("organization_id", "fingerprint");
