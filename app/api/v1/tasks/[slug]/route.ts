import { route } from "@/lib/auth";
import { deleteTask, getTask, updateTask } from "@/lib/registry";
import { UpdateTaskInput } from "@/lib/registry/schemas";

/** One task. Its configuration is at `GET /config/{task}`. */
export const GET = route({
  handle: ({ ctx, params }) => getTask(ctx, params.slug ?? ""),
});

/** Changes name, description or category. */
export const PATCH = route({
  body: UpdateTaskInput,
  handle: ({ ctx, params, body }) => updateTask(ctx, params.slug ?? "", body),
});

/** Removes a task that people added. Answers 409 for a built-in one. */
export const DELETE = route({ handle: ({ ctx, params }) => deleteTask(ctx, params.slug ?? "") });
