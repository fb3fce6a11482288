import type { Role } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import { unavailable } from "@/lib/platform/errors";
import { findMembership } from "./member-store";
import { withDeadline } from "./with-deadline";

/** A person within one organization, as a session needs to know them. */
export type SessionMember = {
  userId: string;
  organizationId: string;
  name: string;
  email: string;
  role: Role;
  sessionEpoch: number;
};

/** Who the signed-in people are and what they may do, at most three seconds old. */
export interface SessionCache {
  /** null when the person is not (or no longer) a member. Rejects with `unavailable` when the database does not answer. */
  find(userId: string, organizationId: string): Promise<SessionMember | null>;
  /** Makes a change of this process effective at once. */
  forget(userId: string): void;
}

const FRESH_MS = 3_000;
const MAX_MEMBERS = 5_000;
const QUERY_DEADLINE_MS = 5_000;

type Entry = { userId: string; untilMs: number; member: Promise<SessionMember | null> };

export function createSessionCache(db: Database, now: () => Date): SessionCache {
  const entries = new Map<string, Entry>();

  function load(key: string, userId: string, organizationId: string): Promise<SessionMember | null> {
    const query = withDeadline(findMembership(db, organizationId, userId), QUERY_DEADLINE_MS);
    const member = query.catch((cause: unknown) => {
      if (entries.get(key)?.member === member) entries.delete(key);
      throw unavailable("Your session cannot be checked at this moment. Try again in a few seconds", {
        retryAfterMs: 2_000,
        cause,
      });
    });
    if (entries.size >= MAX_MEMBERS) entries.clear();
    entries.set(key, { userId, untilMs: now().getTime() + FRESH_MS, member });
    return member;
  }

  return {
    find(userId, organizationId) {
      const key = `${userId} ${organizationId}`;
      const entry = entries.get(key);
      return entry && entry.untilMs > now().getTime() ? entry.member : load(key, userId, organizationId);
    },
    forget(userId) {
      for (const [key, entry] of entries) if (entry.userId === userId) entries.delete(key);
    },
  };
}
