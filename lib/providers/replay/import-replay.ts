import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isUniqueViolation } from "@/lib/platform/db";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { addReplayModels, changeRegistry, requireReplaySlug } from "@/lib/registry";
import { promptKey } from "./prompt-key";
import { readReplayFile } from "./read-replay-file";
import { MAX_REPLAY_PROMPTS, MAX_REPLAY_TASKS, type ImportReplayQuery, type ReplaySet } from "../replay-schemas";
import { ReplayBatch } from "./replay-batch";
import { insertPrompts, toReplaySet } from "./replay-store";
import { ReplayModels, toReplayedPrompt } from "./to-replayed-prompt";

const MAX_REPORTED_ROWS = 100;

/**
 * Stores a recording and registers a model for each of its names. Rows that cannot be used and repeated prompts are
 * counted and reported with their line. Nothing stays of an import that breaks off. Throws `conflict` when the provider
 * has a set of the name, `invalid_input` when no row is usable, or the file holds more prompts, models or tasks than a
 * set may.
 */
export async function importReplay(
  ctx: Ctx,
  input: ImportReplayQuery,
  bytes: AsyncIterable<Uint8Array>,
  { maxPrompts = MAX_REPLAY_PROMPTS }: { maxPrompts?: number } = {},
): Promise<ReplaySet> {
  requireScope(ctx, "write");
  await requireReplaySlug(ctx, ctx.db, input.provider);
  const id = await beginSet(ctx, input);
  try {
    return await finishSet(ctx, input, id, await storeRows(ctx, id, input.provider, bytes, maxPrompts));
  } catch (error) {
    await ctx.db.replaySet.deleteMany({ where: { organizationId: ctx.organizationId, id } });
    throw error;
  }
}

/** Takes the name. What an import left that died with its process is cleared away. */
async function beginSet(ctx: Ctx, { provider, set }: ImportReplayQuery): Promise<string> {
  const { organizationId, db } = ctx;
  const createdAt = ctx.now();
  const id = newId(createdAt.getTime());
  const anHourAgo = new Date(createdAt.getTime() - 3_600_000);
  const named = { organizationId, providerSlug: provider, name: set };
  await db.replaySet.deleteMany({ where: { ...named, isComplete: false, createdAt: { lt: anHourAgo } } });
  try {
    await db.replaySet.create({
      data: {
        ...named,
        id,
        isComplete: false,
        promptCount: 0,
        models: [],
        tasks: [],
        rejected: { count: 0, rows: [] },
        createdBy: ctx.actor.name,
        createdAt,
      },
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw conflict(
      `\`${provider}\` has a set \`${set}\` already, or it is being imported: delete it, or give another name`,
      {
        field: "set",
        cause: error,
      },
    );
  }
  return id;
}

type Stored = Pick<ReplaySet, "promptCount" | "tasks" | "rejected"> & { models: ReplayModels };

async function storeRows(
  ctx: Ctx,
  id: string,
  provider: string,
  bytes: AsyncIterable<Uint8Array>,
  maxPrompts: number,
): Promise<Stored> {
  const models = new ReplayModels(provider);
  const tasks = new Set<string>();
  const lineOf = new Map<string, number>();
  const rejected: ReplaySet["rejected"] = { count: 0, rows: [] };
  let promptCount = 0;
  let batch = new ReplayBatch();

  const reject = (line: number, reason: string) => {
    rejected.count++;
    if (rejected.rows.length < MAX_REPORTED_ROWS) rejected.rows.push({ line, reason });
  };
  const store = async () => {
    await insertPrompts(ctx, id, promptCount, batch.prompts);
    promptCount += batch.prompts.length;
    batch = new ReplayBatch();
  };

  for await (const read of readReplayFile(bytes)) {
    ctx.signal?.throwIfAborted();
    if ("reason" in read) {
      reject(read.line, read.reason);
      continue;
    }
    const prompt = toReplayedPrompt(read.row, read.line, models);
    const key = promptKey(read.row.prompt);
    const earlier = lineOf.get(key);
    if (!prompt) reject(read.line, "tells nothing of any model: it needs `answers`, `scores` or `cost`");
    else if (earlier !== undefined) reject(read.line, `has the same prompt as line ${earlier}`);
    else {
      lineOf.set(key, read.line);
      if (lineOf.size > maxPrompts) throw tooMany("prompts", maxPrompts, read.line);
      if (prompt.task !== null) tasks.add(prompt.task);
      if (tasks.size > MAX_REPLAY_TASKS) throw tooMany("tasks", MAX_REPLAY_TASKS, read.line);
      batch.add(prompt);
      if (batch.isFull) await store();
    }
  }
  if (batch.prompts.length > 0) await store();
  if (promptCount === 0) {
    const [first] = rejected.rows;
    throw invalidInput(`No row can be used${first ? `. Line ${first.line}: ${first.reason}` : ""}`);
  }
  return { models, tasks: [...tasks].sort(), rejected, promptCount };
}

const tooMany = (what: string, limit: number, line: number) =>
  invalidInput(
    `A set holds at most ${limit.toLocaleString("en-US")} ${what}, and line ${line} is beyond: split the file`,
  );

async function finishSet(
  ctx: Ctx,
  { provider, set }: ImportReplayQuery,
  id: string,
  stored: Stored,
): Promise<ReplaySet> {
  const { organizationId } = ctx;
  const { models, ...counted } = stored;
  const row = await changeRegistry(ctx, async (tx) => {
    await addReplayModels(ctx, tx, provider, models.list());
    const data = { ...counted, models: models.list().map(({ slug }) => slug), isComplete: true };
    const updated = await tx.replaySet.update({ where: { organizationId_id: { organizationId, id } }, data });
    await recordAudit(tx, ctx, {
      action: "replay.import",
      subjectType: "replay",
      subjectId: id,
      before: null,
      after: { provider, name: set, promptCount: counted.promptCount, models: data.models },
    });
    return updated;
  });
  return toReplaySet(row);
}
