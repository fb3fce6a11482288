import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { notFound } from "@/lib/platform/errors";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { suggestion } from "./suggestion";
import { TaskSlug, type ListTasksQuery, type Task } from "./task-schemas";
import { selectTask, selectTasks } from "./task-store";

/** The organization's tasks in order of slug. */
export async function listTasks(ctx: Ctx, query: ListTasksQuery): Promise<Page<Task>> {
  requireScope(ctx, "read");
  const after = decodeCursor(query.cursor, z.string());
  const rows = (await selectTasks(ctx.db, ctx.organizationId))
    .filter(({ kind }) => query.kind === undefined || kind === query.kind)
    .filter(({ category }) => query.category === undefined || category === query.category)
    .filter(({ slug }) => after === null || slug > after)
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
  return page({ rows: rows.slice(0, query.limit + 1), limit: query.limit, cursorOf: (task) => task.slug });
}

export async function getTask(ctx: Ctx, slug: string): Promise<Task> {
  requireScope(ctx, "read");
  return requireTask(ctx.db, ctx.organizationId, slug);
}

/** The task. Throws `not_found`, with the nearest name where there is one. */
export async function requireTask(db: DatabaseTransaction, organizationId: string, slug: string): Promise<Task> {
  const task = TaskSlug.safeParse(slug).success ? await selectTask(db, organizationId, slug) : null;
  if (task) return task;
  const known = (await selectTasks(db, organizationId)).map((one) => one.slug);
  throw notFound(`There is no task \`${slug}\`${suggestion(slug, known)}`);
}
