import type { Metadata } from "next";
import { ImportPromptsView } from "@/components/prompts/import-prompts-view";
import { pageContext } from "@/lib/auth";

export const metadata: Metadata = { title: "Import prompts" };

export default async function ImportPromptsPage() {
  await pageContext();
  return <ImportPromptsView />;
}
