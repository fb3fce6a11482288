import type { ChatCompletion } from "../openai-types";
import { ProviderError } from "../provider-error";

const SHOWN_CHARACTERS = 80;

/**
 * The label that an answer is. Case, blanks, surrounding quotes and a full stop at the end do not matter; everything else
 * does: a label within a sentence is no answer. Throws `unusable` for any other text.
 */
export function readLabel(answer: string, labels: readonly string[]): string {
  const exact = labels.find((label) => label === answer);
  if (exact !== undefined) return exact;
  const wanted = bare(answer);
  const meant = labels.filter((label) => bare(label) === wanted);
  if (meant.length === 1) return meant[0]!;
  throw new ProviderError(
    "unusable",
    answer.trim() === ""
      ? "The model answered nothing instead of a label"
      : `The model answered “${answer.trim().slice(0, SHOWN_CHARACTERS)}”, which is none of the task's ${labels.length} labels`,
  );
}

const bare = (text: string): string =>
  text
    .trim()
    .replace(/^["'`*]+|["'`*.]+$/g, "")
    .trim()
    .toLowerCase();

/**
 * How likely the model found its own answer, 0–1: the product over its tokens (OpenAI's `logprobs`). It is the model's
 * own opinion, not calibrated. null when the vendor tells none.
 */
export function confidenceOf({ choices }: Pick<ChatCompletion, "choices">): number | null {
  const tokens = (choices[0]?.logprobs as { content?: unknown } | null | undefined)?.content;
  if (!Array.isArray(tokens) || tokens.length === 0) return null;
  let sum = 0;
  for (const token of tokens) {
    const logprob: unknown = (token as { logprob?: unknown } | null)?.logprob;
    if (typeof logprob !== "number" || Number.isNaN(logprob)) return null;
    sum += logprob;
  }
  return Math.min(1, Math.max(0, Math.exp(sum)));
}
