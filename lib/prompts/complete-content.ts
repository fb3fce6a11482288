import { namesIn, parseTemplate, requireDeclared } from "./render-template";
import { PromptVariable, type PromptContent } from "./schemas";

/** Template, variables and notes of a version that can be rendered. Throws `invalid_input` with the field. */
export function completeContent({ template, variables, notes }: PromptContent): Required<PromptContent> {
  const parts = parseTemplate(template);
  const complete = variables ?? namesIn(parts).map((name) => PromptVariable.parse({ name }));
  requireDeclared(parts, complete);
  return { template, variables: complete, notes };
}
