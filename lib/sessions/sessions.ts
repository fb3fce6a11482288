import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import type { ListSessionsQuery, SessionDetail, SessionSummary } from "./schemas";
import type { SessionState } from "./session-state";
import { deleteSessionRow, findSession, selectSessions, type SessionKey } from "./session-store";

const Cursor: z.ZodType<SessionKey> = z.object({ updatedAt: z.iso.datetime(), ref: z.string() });

/** The last used first. What was said within the last second may be missing. */
export async function listSessions(ctx: Ctx, query: ListSessionsQuery): Promise<Page<SessionSummary>> {
  requireScope(ctx, "read");
  const { limit, cursor } = query;
  const rows = await selectSessions(ctx, { limit: limit + 1, after: decodeCursor(cursor, Cursor) });
  return page({ rows: rows.map(toSummary), limit, cursorOf: ({ id, updatedAt }) => ({ ref: id, updatedAt }) });
}

/** With its topics. Throws `not_found` when this organization has no such session. */
export async function getSession(ctx: Ctx, ref: string): Promise<SessionDetail> {
  requireScope(ctx, "read");
  const inMemory = await ctx.runtime.conversations.get(ctx.organizationId, ref);
  const state = inMemory ?? (await findSession(ctx.db, ctx.organizationId, ref));
  if (!state) throw unknownSession(ref);
  return { ...toSummary(state), topics: state.topics, contextTokens: state.contextTokens };
}

/** Forgets it: the next message begins anew. Its executions stay. */
export async function deleteSession(ctx: Ctx, ref: string): Promise<{ id: string }> {
  requireScope(ctx, "run");
  const wasKnown = (await ctx.runtime.conversations.get(ctx.organizationId, ref)) !== null;
  ctx.runtime.conversations.forget(ctx.organizationId, ref);
  const wasStored = await deleteSessionRow(ctx, ref);
  if (!wasKnown && !wasStored) throw unknownSession(ref);
  return { id: ref };
}

const unknownSession = (ref: string) => notFound(`There is no session ${ref.slice(0, 200)}`);

const toSummary = (state: SessionState): SessionSummary => ({
  id: state.ref,
  task: state.task,
  model: state.model,
  category: state.memory.category,
  emotion: state.emotion,
  turns: state.turns,
  switches: state.switches,
  topicCount: state.topics.length,
  createdAt: state.createdAt,
  updatedAt: state.updatedAt,
});
