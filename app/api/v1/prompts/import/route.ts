import { route } from "@/lib/auth";
import { importPrompts } from "@/lib/prompts";
import { ImportPromptsInput } from "@/lib/prompts/schemas";

/** Takes in a file of `GET /prompts/export`: all of it, or nothing when something is wrong with it. */
export const POST = route({
  body: ImportPromptsInput,
  maxBodyBytes: 20_000_000,
  handle: ({ ctx, body }) => importPrompts(ctx, body),
});
