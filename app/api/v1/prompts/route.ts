import { route } from "@/lib/auth";
import { createPrompt, listPrompts } from "@/lib/prompts";
import { CreatePromptInput, ListPromptsQuery } from "@/lib/prompts/schemas";

/** Prompts in order of slug. */
export const GET = route({
  query: ListPromptsQuery,
  handle: ({ ctx, query }) => listPrompts(ctx, query),
});

/** Adds a prompt with its first version. Answers 409 when the slug is taken. */
export const POST = route({
  body: CreatePromptInput,
  status: 201,
  handle: ({ ctx, body }) => createPrompt(ctx, body),
});
