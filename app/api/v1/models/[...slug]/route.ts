import { route } from "@/lib/auth";
import { deleteModel, getModel, updateModel } from "@/lib/registry";
import { UpdateModelInput } from "@/lib/registry/schemas";

/** One model of the catalogue. Its slug holds a slash: both `/models/openai/gpt-5-mini` and `/models/openai%2Fgpt-5-mini` name it. */
export const GET = route({
  handle: ({ ctx, params }) => getModel(ctx, params.slug ?? ""),
});

/** Changes what is given. `price: null` returns to the price book. */
export const PATCH = route({
  body: UpdateModelInput,
  handle: ({ ctx, params, body }) => updateModel(ctx, params.slug ?? "", body),
});

/** Removes a model that was added. Answers 409 for built-in ones and while a configuration names it. */
export const DELETE = route({
  handle: ({ ctx, params }) => deleteModel(ctx, params.slug ?? ""),
});
