import type { Metadata } from "next";
import { apiDocument } from "@/app/api/openapi.json/api-document";
import { ApiDocsView } from "@/components/api-docs/api-docs-view";
import { PageHeader } from "@/components/layout/page-header";
import { buttonVariants } from "@/components/ui/button";
import { pageContext } from "@/lib/auth";
import { OTHER_SPELLINGS } from "@/other-spellings";
import { ApiConventions } from "./api-conventions";
import { prepareOperations } from "./prepare-operations";

export const metadata: Metadata = { title: "API" };

export default async function DocsPage() {
  const { runtime } = await pageContext();
  const document = apiDocument(runtime.publicUrl);
  return (
    <>
      <PageHeader
        title="API"
        description="Everything that this dashboard does, for programs: every route with its fields and a command that calls it."
        actions={
          <a href="/api/openapi.json" target="_blank" className={buttonVariants()}>
            OpenAPI document
          </a>
        }
      />
      <div className="grid gap-4">
        <ApiConventions address={runtime.publicUrl} />
        <ApiDocsView operations={prepareOperations(document)} spellings={OTHER_SPELLINGS} address={runtime.publicUrl} />
      </div>
    </>
  );
}
