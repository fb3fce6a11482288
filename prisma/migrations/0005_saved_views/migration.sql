-- Filters of a page under a name, for one person or for all.
CREATE TABLE "saved_views" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "page" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "search" TEXT NOT NULL,
  "is_shared" BOOLEAN NOT NULL,
  "owner_id" TEXT NOT NULL,
  "owner_name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "saved_views_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "saved_views_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "saved_views_organization_id_page_owner_id_name_key" ON "saved_views"("organization_id", "page", "owner_id", "name");
