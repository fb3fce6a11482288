import { forbidden } from "./errors";
import type { Database } from "./db";
import type { Runtime } from "./runtime";

export const ROLES = ["viewer", "member", "admin", "owner"] as const;
export type Role = (typeof ROLES)[number];

/** `read`; `run` calls models; `record` reports executions and feedback; `write` changes configuration; `admin` manages keys, members and settings. */
export const SCOPES = ["read", "run", "record", "write", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

/** Of one API key, over any minute; null = unlimited. */
export type RateLimits = { requestsPerMinute: number | null; tokensPerMinute: number | null };

/** Who acts. Both people and programs act within exactly one organization. */
export type Actor =
  | { type: "user"; id: string; name: string; email: string; role: Role }
  | { type: "key"; id: string; name: string; rateLimits?: RateLimits }
  | { type: "system"; id: string; name: string };

/** What every verb gets first: who asks, for which organization, and the resources to answer with. */
export type Ctx = {
  actor: Actor;
  scopes: ReadonlySet<Scope>;
  organizationId: string;
  requestId: string;
  /** The caller's header of this name, unchecked: the trace that this request belongs to. */
  traceparent?: string;
  /** Headers that a successful answer carries beside its own. */
  answerHeaders?: Record<string, string>;
  /** Fires when the client went away. */
  signal?: AbortSignal;
  now: () => Date;
  db: Database;
  runtime: Runtime;
};

const SCOPES_OF_ROLE = {
  viewer: ["read"],
  member: ["read", "run", "record", "write"],
  admin: ["read", "run", "record", "write", "admin"],
  owner: ["read", "run", "record", "write", "admin"],
} as const satisfies Record<Role, readonly Scope[]>;

export const scopesOfRole = (role: Role): ReadonlySet<Scope> => new Set(SCOPES_OF_ROLE[role]);

/** Throws `forbidden` when the actor may not do this. Every verb calls it first. */
export function requireScope(ctx: Ctx, scope: Scope): void {
  if (ctx.scopes.has(scope)) return;
  const held = [...ctx.scopes].join(", ") || "none";
  throw forbidden(
    ctx.actor.type === "user"
      ? `Your role (${ctx.actor.role}) may not do this: it needs the scope \`${scope}\``
      : `This needs the scope \`${scope}\`; the key has: ${held}`,
  );
}

/** The context in which the product acts by itself: jobs, seeding, demo. */
export function systemCtx(runtime: Runtime, organizationId: string, name = "system"): Ctx {
  return {
    actor: { type: "system", id: name, name },
    scopes: new Set(SCOPES),
    organizationId,
    requestId: name,
    now: runtime.now,
    db: runtime.db,
    runtime,
  };
}
