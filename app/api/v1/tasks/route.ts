import { route } from "@/lib/auth";
import { createTask, listTasks } from "@/lib/registry";
import { CreateTaskInput, ListTasksQuery } from "@/lib/registry/schemas";

/** Lists tasks in order of slug. */
export const GET = route({
  query: ListTasksQuery,
  handle: ({ ctx, query }) => listTasks(ctx, query),
});

/** Adds a task with version 1 of its configuration. Answers 409 when the slug is taken. */
export const POST = route({
  body: CreateTaskInput,
  status: 201,
  handle: ({ ctx, body }) => createTask(ctx, body),
});
