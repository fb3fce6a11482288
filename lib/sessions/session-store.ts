import type { Ctx } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import type { SessionState } from "./session-state";

export type StoredSession = { organizationId: string; state: SessionState };

/** JSON knows no vectors. */
const stored = ({ memory, ...rest }: SessionState) => ({
  ...rest,
  memory: {
    ...memory,
    embedding: memory.embedding && Array.from(memory.embedding, (value) => Number(value.toFixed(4))),
  },
});

/** What `stored` wrote: only this file writes the column. */
const sessionState = (value: unknown): SessionState => value as SessionState;

/** A row that is newer already stays: another process may have served a later turn. */
export async function writeSessions(
  db: Database,
  writtenBy: string,
  sessions: readonly StoredSession[],
): Promise<void> {
  const rows = sessions.map(({ organizationId, state }) => ({
    organization_id: organizationId,
    ref: state.ref,
    state: stored(state),
    turns: state.turns,
    created_at: state.createdAt,
    updated_at: state.updatedAt,
  }));
  await db.$executeRawUnsafe(
    `INSERT INTO sessions (organization_id, ref, state, turns, written_by, created_at, updated_at)
     SELECT r.organization_id, r.ref, r.state, r.turns, $2, r.created_at, r.updated_at
     FROM jsonb_to_recordset($1::jsonb) AS r(organization_id uuid, ref text, state jsonb, turns int, created_at timestamptz, updated_at timestamptz)
     WHERE EXISTS (SELECT 1 FROM organizations o WHERE o.id = r.organization_id)
     ON CONFLICT (organization_id, ref) DO UPDATE
       SET state = excluded.state, turns = excluded.turns, written_by = excluded.written_by, updated_at = excluded.updated_at
       WHERE sessions.updated_at <= excluded.updated_at`,
    JSON.stringify(rows),
    writtenBy,
  );
}

export async function findSession(db: Database, organizationId: string, ref: string): Promise<SessionState | null> {
  const row = await db.conversationSession.findUnique({ where: { organizationId_ref: { organizationId, ref } } });
  return row && sessionState(row.state);
}

/** What other processes wrote since then, oldest first. */
export async function sessionsWrittenByOthers(db: Database, writtenBy: string, since: Date): Promise<StoredSession[]> {
  const rows = await db.conversationSession.findMany({
    where: { updatedAt: { gt: since }, NOT: { writtenBy } },
    orderBy: { updatedAt: "asc" },
    take: 5_000,
  });
  return rows.map(({ organizationId, state }) => ({ organizationId, state: sessionState(state) }));
}

export type SessionKey = { updatedAt: string; ref: string };

/** The last used first. */
export async function selectSessions(
  ctx: Ctx,
  { limit, after }: { limit: number; after: SessionKey | null },
): Promise<SessionState[]> {
  const rows = await ctx.db.conversationSession.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(after && {
        OR: [
          { updatedAt: { lt: new Date(after.updatedAt) } },
          { updatedAt: new Date(after.updatedAt), ref: { lt: after.ref } },
        ],
      }),
    },
    orderBy: [{ updatedAt: "desc" }, { ref: "desc" }],
    take: limit,
  });
  return rows.map(({ state }) => sessionState(state));
}

export async function deleteSessionRow(ctx: Ctx, ref: string): Promise<boolean> {
  const { count } = await ctx.db.conversationSession.deleteMany({ where: { organizationId: ctx.organizationId, ref } });
  return count > 0;
}

/** Rows that nobody used since then. */
export async function deleteIdleSessions(db: Database, before: Date): Promise<number> {
  const { count } = await db.conversationSession.deleteMany({ where: { updatedAt: { lt: before } } });
  return count;
}
