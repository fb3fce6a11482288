import { route } from "@/lib/auth";
import { deleteView, updateView } from "@/lib/views";
import { UpdateViewInput } from "@/lib/views/schemas";

/** Changes what is given. Undo is to send what it was before. */
export const PATCH = route({
  body: UpdateViewInput,
  handle: ({ ctx, params, body }) => updateView(ctx, params.id ?? "", body),
});

/** Deletes a view and returns what it was. Undo is to make it again. */
export const DELETE = route({ handle: ({ ctx, params }) => deleteView(ctx, params.id ?? "") });
