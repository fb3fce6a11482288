import { route } from "@/lib/auth";
import { getTask, updateTask } from "@/lib/registry";
import { UpdateTaskInput } from "@/lib/registry/schemas";

export const GET = route({
  handle: ({ ctx, params }) => getTask(ctx, params.slug ?? ""),
});

/** Changes name, description or category. */
export const PATCH = route({
  body: UpdateTaskInput,
  handle: ({ ctx, params, body }) => updateTask(ctx, params.slug ?? "", body),
});
