import { route } from "@/lib/auth";
import { previewPrompt } from "@/lib/prompts";
import { PreviewPromptInput } from "@/lib/prompts/schemas";

/** How a text that is still being written would be sent. Nothing is stored. */
export const POST = route({
  scope: "read",
  body: PreviewPromptInput,
  handle: ({ ctx, body }) => previewPrompt(ctx, body),
});
