import { route } from "@/lib/auth";
import { addPromptVersion } from "@/lib/prompts";
import { PromptContent } from "@/lib/prompts/schemas";

/** Adds a version, which never changes. Answers 409 for the text of the newest one. */
export const POST = route({
  body: PromptContent,
  status: 201,
  handle: ({ ctx, params, body }) => addPromptVersion(ctx, params.slug ?? "", body),
});
