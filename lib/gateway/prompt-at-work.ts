import { invalidInput } from "@/lib/platform/errors";
import { renderTemplate } from "@/lib/prompts";
import type { Configuration } from "@/lib/registry/schemas";
import type { Caller } from "./caller";
import type { GymOptions } from "./chat-input";

/** What is put before the caller's messages; `promptVersionId` is null for text of the configuration itself. */
export type PromptAtWork = { text: string | null; promptVersionId: string | null };

/**
 * The prompt that the request names, else the configuration's, with the request's variables put in; else the
 * configuration's own text. Throws `invalid_input` when the prompt is gone, or for a variable that is missing, wrong or
 * not the prompt's.
 */
export async function promptAtWork(
  { runtime, organizationId }: Caller,
  configuration: Pick<Configuration, "prompt" | "systemPrompt">,
  { promptVersion, variables = {} }: GymOptions,
): Promise<PromptAtWork> {
  const reference = promptVersion === undefined ? configuration.prompt : parseReference(promptVersion);
  if (!reference) {
    const [stray] = Object.keys(variables);
    if (stray === undefined) return { text: configuration.systemPrompt, promptVersionId: null };
    throw invalidInput("The task has no prompt that takes variables: name one in `promptVersion`", {
      field: `variables.${stray}`,
    });
  }
  const asked = runtime.activePrompts.find(organizationId, reference);
  const found = asked instanceof Promise ? await asked : asked;
  if (!found.prompt) throw invalidInput(found.reason, { field: "promptVersion" });
  const { parts, variables: declared, promptVersionId } = found.prompt;
  return { text: renderTemplate(parts, declared, variables), promptVersionId };
}

/** `slug`, `slug@label` or `slug@7`. */
function parseReference(written: string) {
  const [slug = "", selector] = written.split("@");
  if (selector === undefined) return { slug };
  return /^\d+$/.test(selector) ? { slug, version: Number(selector) } : { slug, label: selector };
}
