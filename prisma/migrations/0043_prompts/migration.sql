-- Prompts with immutable versions; labels name the version that is to be used.
CREATE TABLE "prompts" (
  "organization_id" UUID NOT NULL,
  "slug" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "description" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "latest_version" INTEGER NOT NULL,
  "labels" JSONB NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "prompts_pkey" PRIMARY KEY ("organization_id","slug"),
  CONSTRAINT "prompts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "prompt_versions" (
  "organization_id" UUID NOT NULL,
  "prompt_slug" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "id" UUID NOT NULL,
  "template" TEXT NOT NULL,
  "variables" JSONB NOT NULL,
  "notes" TEXT NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "prompt_versions_pkey" PRIMARY KEY ("organization_id","prompt_slug","version"),
  CONSTRAINT "prompt_versions_organization_id_id_key" UNIQUE ("organization_id","id"),
  CONSTRAINT "prompt_versions_organization_id_prompt_slug_fkey" FOREIGN KEY ("organization_id","prompt_slug")
    REFERENCES "prompts" ("organization_id","slug") ON DELETE CASCADE ON UPDATE CASCADE
);
