import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { completeContent } from "./complete-content";
import { namesIn, parseTemplate, renderTemplate } from "./render-template";
import { findPrompt, findVersion } from "./require-prompt";
import type { PreviewPromptInput, PromptPreview, RenderedPrompt, RenderPromptInput } from "./schemas";

/** A version's text with values. Throws `invalid_input` with the variable that is missing, wrong or unknown. */
export async function renderPrompt(ctx: Ctx, slug: string, input: RenderPromptInput): Promise<RenderedPrompt> {
  requireScope(ctx, "read");
  const version = await findVersion(ctx, await findPrompt(ctx, slug), input);
  const text = renderTemplate(parseTemplate(version.template), version.variables, input.variables);
  return { text, characters: text.length, version: version.version, promptVersionId: version.id };
}

/** A text that is still being written. What is wrong with it is part of the answer. */
export async function previewPrompt(ctx: Ctx, input: PreviewPromptInput): Promise<PromptPreview> {
  requireScope(ctx, "read");
  let names: string[] = [];
  try {
    const parts = parseTemplate(input.template);
    names = namesIn(parts);
    const { variables } = completeContent({ ...input, notes: "" });
    return { text: renderTemplate(parts, variables, input.values, "values"), problem: null, names };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { text: null, problem: { message: error.message, field: error.field ?? null }, names };
  }
}
