import { route } from "@/lib/auth";
import { renderPrompt } from "@/lib/prompts";
import { RenderPromptInput } from "@/lib/prompts/schemas";

/** A version's text with values in place of its variables. (Default: the newest version.) */
export const POST = route({
  scope: "read",
  body: RenderPromptInput,
  handle: ({ ctx, params, body }) => renderPrompt(ctx, params.slug ?? "", body),
});
