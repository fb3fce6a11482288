-- Routing policies learnt from scored prompts, and the tasks that each is in force for.
CREATE TABLE "routing_policies" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "job_id" UUID NOT NULL,
  "options" JSONB NOT NULL,
  "evidence" JSONB,
  "comparison" JSONB,
  "policy" BYTEA,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "routing_policies_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "routing_policies_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "active_routing_policies" (
  "organization_id" UUID NOT NULL,
  "task_slug" TEXT NOT NULL,
  "policy_id" UUID NOT NULL,
  "activated_by" TEXT NOT NULL,
  "activated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "active_routing_policies_pkey" PRIMARY KEY ("organization_id","task_slug"),
  CONSTRAINT "active_routing_policies_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
