import { lockJudged, type JudgedExecution } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { conflict, invalidInput, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { nearestName } from "@/lib/platform/nearest-name";
import { giverOf } from "./giver-of";
import { judgeFeedback, valueProblem } from "./judge-feedback";
import { knownLabels } from "./known-labels";
import { moveQuality } from "./move-quality";
import type { GivenRows } from "./read-given";
import type { FeedbackInput, FeedbackResult, GivenFeedback } from "./schemas";
import {
  countMoved,
  selectByClientIds,
  selectOfExecutions,
  upsertFeedback,
  type NewFeedback,
  type StoredFeedback,
} from "./store";
import { waitForExecutions } from "./wait-for-executions";

/** Executions of one task whose quality one giver may move in a day; what they say beyond it is stored and counted. */
export const MOVES_PER_DAY = 100;
const DAY_MS = 24 * 3_600_000;
const NAMED_LABELS = 20;

/** States of an execution that has an answer to judge. */
const ANSWERED = ["success", "partial", "cancelled"];

/**
 * Stores what people and programs say of executions, all entries or none, and moves the executions' quality by it.
 * Saying the same again changes nothing; saying something else replaces it. Throws `not_found` for an unknown
 * execution, `invalid_input` for a value that the kind or the task does not have, `conflict` for one without an answer.
 */
export async function giveFeedback(ctx: Ctx, { rows, nameOf }: GivenRows): Promise<FeedbackResult> {
  requireScope(ctx, "record");
  const fieldOf = (index: number, field: string) => [nameOf(index), field].filter(Boolean).join(".");
  for (const [index, { kind, value }] of rows.entries()) {
    const problem = valueProblem(kind, value);
    if (problem) throw invalidInput(`\`${fieldOf(index, "value")}\` ${problem}`, { field: fieldOf(index, "value") });
  }
  const ids = [...new Set(rows.map(({ executionId }) => executionId))];
  await waitForExecutions(ctx, ids);
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const result = await ctx.db.$transaction(async (tx) => {
    const executions = new Map((await lockJudged(tx, ctx.organizationId, ids)).map((one) => [one.id, one]));
    for (const [index, row] of rows.entries()) {
      const execution = executions.get(row.executionId);
      if (!execution) {
        throw notFound(`There is no execution ${row.executionId}`, { field: fieldOf(index, "executionId") });
      }
      requireAnswer(execution, row, fieldOf(index, "executionId"));
      // Answers that are looked up have no closed list: whoever knows a better one gives it.
      const isClosed = snapshot.tasks.get(execution.task)?.task.kind === "classification";
      const known = isClosed ? knownLabels(snapshot, execution.task) : [];
      requireKnownLabel(row, execution, known, fieldOf(index, "value"));
    }
    return store(tx, ctx, { rows, fieldOf, executions });
  });
  ctx.runtime.onFeedback?.(ctx.organizationId, result.feedback);
  return result;
}

declare module "@/lib/platform/runtime" {
  interface Runtime {
    /** Told that an organization has new feedback, or that some was withdrawn; must neither throw nor block. */
    onFeedback?: (organizationId: string, given: readonly GivenFeedback[]) => void;
  }
}

function requireAnswer({ id, status }: JudgedExecution, { kind }: FeedbackInput, field: string): void {
  if (kind === "comment" || ANSWERED.includes(status)) return;
  if (status === "pending")
    throw conflict(`The execution ${id} is still under way: judge it when it is over`, { field });
  throw conflict(`The execution ${id} has no answer (${status}): only a comment can be given`, { field });
}

/** A corrected label that the task does not have is most often a misspelled one. */
function requireKnownLabel(
  row: FeedbackInput,
  execution: JudgedExecution,
  known: readonly string[],
  field: string,
): void {
  const isLabel = row.kind === "label" || (row.kind === "correction" && execution.label !== null);
  if (!isLabel || known.length === 0) return;
  const label = String(row.value).trim();
  if (known.includes(label)) return;
  const nearest = nearestName(label, known);
  const named = known
    .slice(0, NAMED_LABELS)
    .map((one) => `\`${one}\``)
    .join(", ");
  const more = known.length > NAMED_LABELS ? ` and ${known.length - NAMED_LABELS} more` : "";
  throw invalidInput(
    `The task ${execution.task} has no label \`${label}\`${nearest ? `: did you mean \`${nearest}\`?` : ""} Known: ${named}${more}. A new label begins with POST /training/examples`,
    { field, details: { knownLabels: known } },
  );
}

type Storing = {
  rows: readonly FeedbackInput[];
  fieldOf: (index: number, field: string) => string;
  executions: ReadonlyMap<string, JudgedExecution>;
};

async function store(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { rows, fieldOf, executions }: Storing,
): Promise<FeedbackResult> {
  const { organizationId } = ctx;
  const earlier = new Map(
    (await selectOfExecutions(tx, organizationId, [...executions.keys()])).map((one) => [voiceOf(one), one]),
  );
  const named = new Map(
    (
      await selectByClientIds(
        tx,
        organizationId,
        rows.flatMap(({ clientId }) => clientId ?? []),
      )
    ).map((one) => [one.clientId!, one]),
  );
  const mayMove = await moveAllowance(
    tx,
    ctx,
    rows.map((row) => giverOf(ctx, row.userRef)),
  );
  const changed = new Map<string, NewFeedback>();
  const given = rows.map((row, index): GivenFeedback => {
    const wanted = toFeedback(ctx, row, executions.get(row.executionId)!);
    const voice = voiceOf(wanted);
    const same = row.clientId ? named.get(row.clientId) : undefined;
    if (same && !saysTheSame(same, wanted)) {
      throw conflict(
        `\`${fieldOf(index, "clientId")}\` was used for other feedback; nothing of this request was stored`,
        {
          field: fieldOf(index, "clientId"),
        },
      );
    }
    const before = changed.get(voice) ?? earlier.get(voice);
    if (before && !("isWithdrawn" in before && before.isWithdrawn) && saysTheSame(before, wanted))
      return { ...withoutClientId(before), isDuplicate: true };
    const stored = {
      ...wanted,
      id: before?.id ?? wanted.id,
      movesQuality: wanted.approval === null ? false : Boolean(before?.movesQuality) || mayMove(wanted),
    };
    changed.set(voice, stored);
    if (row.clientId) named.set(row.clientId, { ...stored, isWithdrawn: false });
    return { ...withoutClientId(stored), isDuplicate: false };
  });
  await upsertFeedback(tx, organizationId, [...changed.values()]);
  const touched = new Set([...changed.values()].map(({ executionId }) => executionId));
  await moveQuality(
    tx,
    organizationId,
    [...executions.values()].filter(({ id }) => touched.has(id)),
  );
  const duplicates = given.filter(({ isDuplicate }) => isDuplicate).length;
  return { stored: given.length - duplicates, duplicates, feedback: given };
}

/** One giver says one thing of each kind about an execution. */
const voiceOf = ({ executionId, kind, giver }: Pick<NewFeedback, "executionId" | "kind" | "giver">): string =>
  `${executionId}\n${kind}\n${giver}`;

const saysTheSame = (a: StoredFeedback | NewFeedback, b: NewFeedback): boolean =>
  voiceOf(a) === voiceOf(b) && a.value === b.value && a.comment === b.comment && a.source === b.source;

function withoutClientId(feedback: StoredFeedback | NewFeedback): Omit<GivenFeedback, "isDuplicate"> {
  const { id, executionId, task, model, modelVersion, kind, value, comment, source, giver } = feedback;
  const { approval, isRight, rightLabel, movesQuality, givenAt } = feedback;
  return {
    id,
    executionId,
    task,
    model,
    modelVersion,
    kind,
    value,
    comment,
    source,
    giver,
    approval,
    isRight,
    rightLabel,
    movesQuality,
    givenAt,
  };
}

function toFeedback(ctx: Ctx, row: FeedbackInput, execution: JudgedExecution): NewFeedback {
  const now = ctx.now();
  const value = typeof row.value === "string" ? row.value.trim() : row.value;
  return {
    id: newId(now.getTime()),
    executionId: execution.id,
    executionAt: execution.createdAt,
    task: execution.task,
    model: execution.model,
    modelVersion: execution.modelVersion,
    kind: row.kind,
    value,
    comment: row.comment?.trim() || null,
    source: row.source,
    giver: giverOf(ctx, row.userRef),
    clientId: row.clientId ?? null,
    ...judgeFeedback(row.kind, value, execution),
    movesQuality: false,
    givenAt: now.toISOString(),
  };
}

/** Says of each entry whether its giver may still move quality today, and counts it. */
async function moveAllowance(tx: DatabaseTransaction, ctx: Ctx, givers: readonly string[]) {
  const since = new Date(ctx.now().getTime() - DAY_MS);
  const moved = await countMoved(tx, ctx.organizationId, [...new Set(givers)], since);
  const counts = new Map(moved.map(({ giver, task, count }) => [`${giver}\n${task}`, count]));
  return ({ giver, task }: NewFeedback): boolean => {
    const key = `${giver}\n${task}`;
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return count < MOVES_PER_DAY;
  };
}
