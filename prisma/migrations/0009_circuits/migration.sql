-- What upstreams failed lately, shared by all processes.
CREATE TABLE "circuits" (
  "organization_id" UUID NOT NULL,
  "model_slug" TEXT NOT NULL,
  "circuit" JSONB NOT NULL,
  "changed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "circuits_pkey" PRIMARY KEY ("organization_id","model_slug"),
  CONSTRAINT "circuits_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
