import type { ImportResult } from "@/lib/prompts/schemas";

/** What an import did, in one sentence. */
export function importedText({ created, versionsAdded, skipped }: ImportResult): string {
  const parts = [
    ...(created.length > 0 ? [`${created.length} created`] : []),
    ...(versionsAdded.length > 0 ? [`${versionsAdded.length} with a new version`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} left as they were`] : []),
  ];
  return `Imported: ${parts.join(", ") || "nothing"}`;
}
