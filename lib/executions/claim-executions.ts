import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/platform/ctx";
import { conflict, unavailable } from "@/lib/platform/errors";
import { derivedId, idEnd, newId } from "@/lib/platform/ids";
import { jsonText } from "@/lib/platform/stored-json";
import type { Claim, WantedClaim } from "./claim-store";
import { claimTogether } from "./claim-together";
import { problemOf } from "./read-recorded";
import type { RecordExecutionInput } from "./record-schemas";

/** Under which id and time a reported execution is recorded. */
export type ClaimedRow = { id: string; createdAt: string; isDuplicate: boolean; isStored: boolean };

export type ClaimOptions = {
  /** Of the request; null without one. */
  idempotencyKey: string | null;
  now: Date;
  nameOf: (index: number) => string;
};

/** Requests that take the same names at the same moment. */
const MAX_ATTEMPTS = 5;

/**
 * Gives every row its id. Rows with a `clientId`, and all rows of a request with an `Idempotency-Key`, get the id of
 * their content and are claimed in the database before they are recorded, so that sending them again, also after a
 * crash or to another process, records nothing twice. Throws `conflict`, naming the row, when a name stands for other
 * content.
 */
export async function claimExecutions(
  ctx: Ctx,
  rows: readonly RecordExecutionInput[],
  options: ClaimOptions,
): Promise<ClaimedRow[]> {
  const names = rows.map((row, index) => claimName(ctx, row.clientId ?? null, index, options.idempotencyKey));
  const wanted = new Map<string, WantedClaim>();
  const drafts = rows.map((row, index) => {
    const at = row.createdAt ? new Date(row.createdAt) : options.now;
    const name = names[index]!;
    if (name === null) return { id: newId(at.getTime()), createdAt: at.toISOString() };
    const claim = { name, id: derivedId(at.getTime(), contentHash(ctx, name, row)), createdAt: at.toISOString() };
    const earlier = wanted.get(name);
    if (earlier && idEnd(earlier.id) !== idEnd(claim.id)) throw otherContent(options.nameOf(index), row.clientId);
    wanted.set(name, earlier ?? claim);
    return claim;
  });
  const claims = await claimAll(ctx, [...wanted.values()]);
  const seen = new Set<string>();
  return drafts.map((draft, index) => {
    const name = names[index]!;
    if (name === null) return { ...draft, isDuplicate: false, isStored: false };
    const claim = claims.get(name)!;
    if (idEnd(claim.id) !== idEnd(draft.id)) throw otherContent(options.nameOf(index), rows[index]!.clientId);
    const isFirst = !seen.has(name);
    seen.add(name);
    return {
      id: claim.id,
      createdAt: claim.createdAt,
      isDuplicate: !claim.isNew || !isFirst,
      isStored: claim.isStored || !isFirst,
    };
  });
}

async function claimAll(ctx: Ctx, wanted: readonly WantedClaim[]): Promise<Map<string, Claim>> {
  const claims = new Map<string, Claim>();
  for (let attempt = 0; attempt < MAX_ATTEMPTS && wanted.length > 0; attempt++) {
    for (const claim of await claimTogether(ctx, wanted)) {
      if (!claims.has(claim.name)) claims.set(claim.name, claim);
    }
    const isRefused = wanted.some(({ name, id }) => claims.has(name) && idEnd(claims.get(name)!.id) !== idEnd(id));
    const missing = wanted.filter(({ name }) => !claims.has(name));
    if (missing.length === 0) return claims;
    // What was not claimed because of another row needs no claim: the request is refused for that row.
    if (isRefused) return new Map([...missing.map((one) => [one.name, unclaimed(one)] as const), ...claims]);
  }
  if (wanted.length === 0) return claims;
  throw unavailable("The same executions are being recorded by another request; send them again in a moment", {
    retryAfterMs: 1_000,
  });
}

const unclaimed = (wanted: WantedClaim): Claim => ({ ...wanted, isNew: false, isStored: false });

/** Names that we give begin with a tab, which no `clientId` holds. */
function claimName(ctx: Ctx, clientId: string | null, index: number, idempotencyKey: string | null): string | null {
  if (clientId !== null) return clientId;
  if (idempotencyKey === null) return null;
  const key = createHash("sha256").update(`${ctx.actor.type}:${ctx.actor.id}\n${idempotencyKey}`).digest("base64url");
  return `\t${key}:${index}`;
}

/** Of everything that was sent, in a fixed order; what is null or absent is the same. */
function contentHash(ctx: Ctx, name: string, row: RecordExecutionInput): Uint8Array {
  const given = Object.entries(row)
    .filter(([, value]) => value != null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(`${ctx.organizationId}\n${name}\n${jsonText(given.map(([field, value]) => [field, sorted(value)]))}`)
    .digest();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .map(([name, inner]) => [name, sorted(inner)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function otherContent(row: string, clientId: string | null | undefined) {
  const message =
    clientId == null ? "was sent with other content under this `Idempotency-Key`" : `was used for another execution`;
  const problem = problemOf(row, { field: clientId == null ? undefined : "clientId", message });
  return conflict(`${problem.message}; nothing of this request was recorded`, {
    ...(problem.field !== undefined && { field: problem.field }),
  });
}
