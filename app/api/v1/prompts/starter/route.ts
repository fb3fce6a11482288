import { route } from "@/lib/auth";
import { addStarterPrompts, listStarterPrompts } from "@/lib/prompts";
import { AddStarterPromptsInput } from "@/lib/prompts/schemas";

/** The library that comes with the product. */
export const GET = route({ handle: ({ ctx }) => listStarterPrompts(ctx) });

/** Adds prompts of the library; what exists stays as it is. */
export const POST = route({
  body: AddStarterPromptsInput,
  handle: ({ ctx, body }) => addStarterPrompts(ctx, body),
});
