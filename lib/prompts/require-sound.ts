import { invalidInput, isAppError } from "@/lib/platform/errors";
import { completeContent } from "./complete-content";
import type { PortablePrompt } from "./schemas";

/** Throws `invalid_input` with the path in the file for a prompt that could not be stored as it stands. */
export function requireSound(
  { slug, versions, labels }: PortablePrompt,
  index: number,
  all: readonly PortablePrompt[],
): void {
  const field = `prompts.${index}`;
  if (all.findIndex((other) => other.slug === slug) !== index)
    throw invalidInput(`The file has the prompt \`${slug}\` twice`, { field: `${field}.slug` });
  for (const [label, place] of Object.entries(labels))
    if (place > versions.length)
      throw invalidInput(`The label \`${label}\` of \`${slug}\` names version ${place} of ${versions.length}`, {
        field: `${field}.labels.${label}`,
      });
  versions.forEach((content, at) => {
    try {
      completeContent(content);
    } catch (error) {
      if (!isAppError(error)) throw error;
      throw invalidInput(error.message, { field: `${field}.versions.${at}.${error.field ?? "template"}` });
    }
  });
}
