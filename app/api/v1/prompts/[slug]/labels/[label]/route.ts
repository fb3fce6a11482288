import { route } from "@/lib/auth";
import { removePromptLabel, setPromptLabel } from "@/lib/prompts";
import { SetLabelInput } from "@/lib/prompts/schemas";

/** Moves a label to a version; requests that use the label get it from then on. */
export const PUT = route({
  body: SetLabelInput,
  handle: ({ ctx, params, body }) => setPromptLabel(ctx, params.slug ?? "", params.label ?? "", body),
});

/** Removes a label. Answers 409 while a task uses it. */
export const DELETE = route({
  handle: ({ ctx, params }) => removePromptLabel(ctx, params.slug ?? "", params.label ?? ""),
});
