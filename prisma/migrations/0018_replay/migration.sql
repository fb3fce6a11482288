-- Recorded answers of models, served again by the provider of kind `replay`.
CREATE TABLE "replay_sets" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "provider_slug" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "is_complete" BOOLEAN NOT NULL,
  "prompt_count" INTEGER NOT NULL,
  "models" TEXT[] NOT NULL,
  "tasks" TEXT[] NOT NULL,
  "rejected" JSONB NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "replay_sets_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "replay_sets_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "replay_sets_organization_id_provider_slug_name_key" ON "replay_sets"("organization_id", "provider_slug", "name");

CREATE TABLE "replay_prompts" (
  "organization_id" UUID NOT NULL,
  "set_id" UUID NOT NULL,
  "prompt_key" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "client_id" TEXT,
  "task" TEXT,
  "prompt" TEXT NOT NULL,
  "results" JSONB NOT NULL,
  CONSTRAINT "replay_prompts_pkey" PRIMARY KEY ("organization_id","prompt_key","set_id"),
  CONSTRAINT "replay_prompts_organization_id_set_id_fkey" FOREIGN KEY ("organization_id","set_id")
    REFERENCES "replay_sets" ("organization_id","id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "replay_prompts_organization_id_set_id_position_idx" ON "replay_prompts"("organization_id", "set_id", "position");
