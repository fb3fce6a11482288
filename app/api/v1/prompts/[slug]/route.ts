import { route } from "@/lib/auth";
import { deletePrompt, getPrompt, updatePrompt } from "@/lib/prompts";
import { UpdatePromptInput } from "@/lib/prompts/schemas";

/** A prompt with its newest 200 versions and the tasks that use it. */
export const GET = route({
  handle: ({ ctx, params }) => getPrompt(ctx, params.slug ?? ""),
});

/** Changes name, description or category. Undo is to send what it was before. */
export const PATCH = route({
  body: UpdatePromptInput,
  handle: ({ ctx, params, body }) => updatePrompt(ctx, params.slug ?? "", body),
});

/** Takes it out of use; `POST /prompts/{slug}/restore` brings it back. Answers 409 while a task uses it. */
export const DELETE = route({
  handle: ({ ctx, params }) => deletePrompt(ctx, params.slug ?? ""),
});
