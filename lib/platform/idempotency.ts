import type { Ctx } from "./ctx";
import { conflict, invalidInput } from "./errors";
import { errorAnswer } from "./http/error-body";
import { decryptSecret, encryptSecret } from "./secrets";
import { storableText } from "./stored-json";

/** How long an answer is kept, milliseconds. */
const KEEP_MS = 24 * 3_600_000;
/** After this the first request counts as dead: its process ended without storing an answer. Milliseconds. */
const ABANDONED_MS = 15 * 60_000;
const MAX_KEY_LENGTH = 255;
const MAX_PATH_LENGTH = 1_000;

export type IdempotentRequest = {
  /** The client's `Idempotency-Key`. */
  key: string;
  method: string;
  /** Without query. */
  path: string;
  /** SHA-256 of what was asked (query and body), hex. */
  bodyHash: string;
};

/**
 * Answers the same request at most once: a repetition within 24 hours gets the stored answer, marked with
 * `idempotency-replayed: true`. Keys belong to one actor, and answers are stored encrypted, since some hold a secret
 * that is shown only once. 2xx, 3xx and 5xx (also of an error that `run` throws) are stored, because by then the work
 * may have happened; 4xx, 503 and streams are not, so that the client may try again with the same key.
 * Throws `conflict` when the key was used for another request, or while the first is still being served.
 */
export async function withIdempotency(
  ctx: Ctx,
  request: IdempotentRequest,
  run: () => Promise<Response>,
): Promise<Response> {
  const record = { ...identify(ctx, request), createdAt: ctx.now() };
  const stored = await claim(ctx, record);
  if (stored) return replay(ctx, stored);
  try {
    const response = await run();
    await settle(ctx, record, response);
    return response;
  } catch (error) {
    const answer = errorAnswer(error, ctx.requestId);
    await settle(ctx, record, Response.json(answer.body, { status: answer.status }));
    throw error;
  }
}

/** Removes what nobody can ask for any more. Returns how many. */
export async function purgeIdempotencyRecords(db: Ctx["db"], now: Date): Promise<number> {
  const { count } = await db.idempotencyRecord.deleteMany({
    where: { createdAt: { lt: new Date(now.getTime() - KEEP_MS) } },
  });
  return count;
}

type Answer = { status: number; body: string };
type RecordIdentity = { organizationId: string; key: string; requestHash: string };
type OpenRecord = RecordIdentity & { createdAt: Date };

function identify(ctx: Ctx, { key, method, path, bodyHash }: IdempotentRequest): RecordIdentity {
  const field = "Idempotency-Key";
  if (key.length === 0 || key.length > MAX_KEY_LENGTH) {
    throw invalidInput(`\`Idempotency-Key\` has 1 to ${MAX_KEY_LENGTH} characters; a random UUID is a good one`, {
      field,
    });
  }
  if (!/^[\x20-\x7e]+$/.test(key)) throw invalidInput("`Idempotency-Key` holds plain ASCII characters only", { field });
  if (path.length > MAX_PATH_LENGTH)
    throw invalidInput(`A path with an idempotency key has at most ${MAX_PATH_LENGTH} characters`);
  return {
    organizationId: ctx.organizationId,
    key: `${ctx.actor.type}:${ctx.actor.id} ${method} ${path} ${key}`,
    requestHash: bodyHash,
  };
}

/** Returns null when this request is the one to serve, else the answer of the first. */
async function claim(ctx: Ctx, record: OpenRecord): Promise<Answer | null> {
  const { idempotencyRecord } = ctx.db;
  const inserted = await idempotencyRecord.createMany({ data: [record], skipDuplicates: true });
  if (inserted.count > 0) return null;

  const where = { organizationId_key: { organizationId: record.organizationId, key: record.key } };
  const existing = await idempotencyRecord.findUnique({ where });
  if (!existing) throw stillServed();
  const ageMs = record.createdAt.getTime() - existing.createdAt.getTime();
  const isPending = existing.responseStatus === null;
  if (ageMs >= KEEP_MS || (isPending && ageMs >= ABANDONED_MS)) {
    const { organizationId, key } = record;
    const taken = await idempotencyRecord.updateMany({
      where: { organizationId, key, createdAt: existing.createdAt, responseStatus: existing.responseStatus },
      data: { requestHash: record.requestHash, responseStatus: null, responseBody: null, createdAt: record.createdAt },
    });
    if (taken.count > 0) return null;
    throw stillServed();
  }
  if (existing.requestHash !== record.requestHash) {
    throw conflict(
      "This `Idempotency-Key` was used for another request within 24 hours; use a new key for a new request",
    );
  }
  if (existing.responseStatus === null) throw stillServed();
  return { status: existing.responseStatus, body: existing.responseBody ?? "" };
}

const stillServed = () =>
  conflict("The first request with this `Idempotency-Key` is still running; ask again in a moment", {
    retryAfterMs: 1_000,
  });

function replay(ctx: Ctx, { status, body }: Answer): Response {
  const text = body === "" ? null : decryptSecret(ctx.runtime.environment.encryptionKey, body, ctx.organizationId);
  return new Response(text, {
    status,
    headers: { "idempotency-replayed": "true", ...(text !== null && { "content-type": "application/json" }) },
  });
}

function isStorable(response: Response): boolean {
  if (response.status >= 400 && response.status < 500) return false;
  if (response.status === 503) return false;
  return response.body === null || (response.headers.get("content-type") ?? "").includes("application/json");
}

const ownRecord = ({ organizationId, key, requestHash, createdAt }: OpenRecord) => ({
  organizationId,
  key,
  requestHash,
  createdAt,
  responseStatus: null,
});

async function settle(ctx: Ctx, record: OpenRecord, response: Response): Promise<void> {
  if (isStorable(response)) await storeAnswer(ctx, record, response.clone());
  else await release(ctx, record);
}

/** The work is done, so its answer goes out even when it could not be stored; the key then stays taken for a while. */
async function storeAnswer(ctx: Ctx, record: OpenRecord, response: Response): Promise<void> {
  try {
    const text = storableText(await response.text());
    const body = text === "" ? null : encryptSecret(ctx.runtime.environment.encryptionKey, text, ctx.organizationId);
    await ctx.db.idempotencyRecord.updateMany({
      where: ownRecord(record),
      data: { responseStatus: response.status, responseBody: body },
    });
  } catch (error) {
    ctx.runtime.log.error({ err: error, requestId: ctx.requestId }, "An idempotent answer could not be stored");
  }
}

async function release(ctx: Ctx, record: OpenRecord): Promise<void> {
  try {
    await ctx.db.idempotencyRecord.deleteMany({ where: ownRecord(record) });
  } catch (error) {
    ctx.runtime.log.error({ err: error, requestId: ctx.requestId }, "An idempotency key could not be released");
  }
}
