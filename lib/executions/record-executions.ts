import { setImmediate } from "node:timers/promises";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { nearestName } from "@/lib/platform/nearest-name";
import type { InputIssue } from "@/lib/platform/http/parse-input";
import type { Usage } from "@/lib/providers";
import type { ModelKind } from "@/lib/registry/schemas";
import type { OrganizationSnapshot, RoutableModel, TaskState } from "@/lib/registry";
import { claimExecutions, type ClaimedRow } from "./claim-executions";
import { problemOf, refuseProblems, type ReportedRows } from "./read-recorded";
import { refuseDeleted } from "./refuse-deleted";
import { recordedCost } from "./recorded-cost";
import { isUsageProblem, recordedUsage } from "./recorded-usage";
import type { ExecutionRecord, RecordExecutionInput, RecordingResult } from "./schemas";

/** How far a caller's clock may be ahead of ours. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** The beginning of all time in our reports. */
const EARLIEST_MS = Date.parse("2020-01-01T00:00:00Z");
const PREVIEW_CHARACTERS = 1_000;
const ERROR_CHARACTERS = 500;

/** A row with what the registry and its tokens say of it. */
type Draft = {
  row: RecordExecutionInput;
  model: RoutableModel;
  task: TaskState["task"];
  operation: ExecutionRecord["operation"];
  usage: Usage | null;
};

export type RecordOptions = {
  /** The request's `Idempotency-Key`: its rows are recorded once, also when the process dies before it answers. */
  idempotencyKey: string | null;
};

/**
 * Records calls that the caller made itself, all or none of them. Once it returns they survive a crash; the database
 * has them a moment later. Throws `invalid_input` naming rows and fields, also those of days that the retention
 * deleted, `conflict` when a `clientId` was used for another content, `unavailable` while nothing can be kept.
 */
export async function recordExecutions(
  ctx: Ctx,
  reported: ReportedRows,
  { idempotencyKey }: RecordOptions,
): Promise<RecordingResult> {
  requireScope(ctx, "record");
  const { rows, nameOf } = reported;
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const now = ctx.now();
  const drafts = await draftRows(rows, nameOf, snapshot, now.getTime());
  await refuseDeleted(ctx, reported);
  const claims = await claimExecutions(ctx, rows, { idempotencyKey, now, nameOf });
  // Once more: a claim that was deleted in between looked like a new one.
  await refuseDeleted(ctx, reported);
  const records = drafts.map((draft, index) => toRecord(ctx, draft, claims[index]!));
  const missing = records.filter((_, index) => !claims[index]!.isStored);
  if (missing.length > 0) ctx.runtime.recorder.accept(missing);
  const duplicates = claims.filter(({ isDuplicate }) => isDuplicate).length;
  return {
    accepted: records.length - duplicates,
    duplicates,
    executions: records.map(({ id, clientId, costUsd, costSource, isUsageEstimated }, index) => ({
      id,
      clientId,
      isDuplicate: claims[index]!.isDuplicate,
      costUsd,
      costSource,
      isUsageEstimated,
    })),
  };
}

async function draftRows(
  rows: readonly RecordExecutionInput[],
  nameOf: ReportedRows["nameOf"],
  snapshot: OrganizationSnapshot,
  nowMs: number,
): Promise<Draft[]> {
  const problems: InputIssue[] = [];
  const drafts: Draft[] = [];
  for (const [index, row] of rows.entries()) {
    const refuse = (field: string, message: string) => void problems.push(problemOf(nameOf(index), { field, message }));
    const task = snapshot.tasks.get(row.task)?.task;
    if (!task) refuse("task", `must be a task of yours${suggested(row.task, [...snapshot.tasks.keys()])}`);
    const model = snapshot.models.get(row.model);
    if (!model) refuse("model", `must be a model of yours${suggestedModel(row.model, snapshot)}`);
    const timeProblem = row.createdAt ? timeProblemOf(Date.parse(row.createdAt), nowMs) : null;
    if (timeProblem) refuse("createdAt", timeProblem);
    if (!task || !model || timeProblem) continue;
    const operation = row.operation ?? OPERATION_OF_KIND[model.kind];
    const usage = await recordedUsage(row, model, operation);
    if (isUsageProblem(usage)) refuse(usage.field, usage.message);
    else drafts.push({ row, model, task, operation, usage });
    // Counting tokens takes milliseconds for a long text; other requests go in between.
    if (usage && !isUsageProblem(usage) && usage.isEstimated) await setImmediate();
  }
  refuseProblems(problems);
  return drafts;
}

const OPERATION_OF_KIND = {
  chat: "chat",
  embedding: "embedding",
  classifier: "classification",
  search: "chat",
  specialist: "chat",
} as const satisfies Record<ModelKind, ExecutionRecord["operation"]>;

function timeProblemOf(atMs: number, nowMs: number): string | null {
  if (atMs > nowMs + CLOCK_TOLERANCE_MS) return "must not be in the future";
  return atMs < EARLIEST_MS ? "must be 2020-01-01T00:00:00Z or later" : null;
}

function suggested(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest ? `: did you mean \`${nearest}\`?` : "";
}

/** Vendors answer with their own name of the model, without its provider. */
function suggestedModel(name: string, { modelList }: OrganizationSnapshot): string {
  const own = modelList.find(({ upstreamId }) => upstreamId === name);
  return own ? `: did you mean \`${own.slug}\`?` : suggested(name, [...modelList.map(({ slug }) => slug)]);
}

function toRecord(ctx: Ctx, { row, model, task, operation, usage }: Draft, claim: ClaimedRow): ExecutionRecord {
  const createdMs = Date.parse(claim.createdAt);
  return {
    organizationId: ctx.organizationId,
    id: claim.id,
    createdAt: claim.createdAt,
    taskSlug: task.slug,
    category: task.category,
    modelSlug: model.slug,
    providerSlug: model.providerSlug,
    modelVersionId: null,
    configurationVersion: null,
    experimentSlug: null,
    variant: null,
    unitRef: null,
    promptVersionId: null,
    deploymentId: null,
    holdoutId: null,
    holdoutPhase: null,
    holdoutArm: null,
    holdoutBucket: null,
    cache: null,
    source: "recorded",
    operation,
    status: row.status ?? "success",
    errorCode: row.errorCode ?? null,
    errorMessage: row.errorMessage?.slice(0, ERROR_CHARACTERS) ?? null,
    keyId: ctx.actor.type === "key" ? ctx.actor.id : null,
    userRef: row.userRef ?? null,
    sessionRef: row.sessionId ?? null,
    requestId: ctx.requestId,
    clientId: row.clientId ?? null,
    tags: row.tags ?? null,
    isStreaming: row.isStreaming ?? false,
    strategy: null,
    inputTokens: usage?.inputTokens ?? null,
    cachedInputTokens: usage?.cacheReadTokens ?? null,
    cacheWriteTokens: usage?.cacheWriteTokens ?? null,
    cacheWrite1hTokens: usage?.cacheWrite1hTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    reasoningTokens: usage?.reasoningTokens ?? null,
    audioInputTokens: usage?.audioInputTokens ?? null,
    audioOutputTokens: usage?.audioOutputTokens ?? null,
    serviceTier: usage?.serviceTier ?? row.serviceTier ?? null,
    isUsageEstimated: usage?.isEstimated ?? false,
    ...recordedCost(row, usage, model, createdMs),
    latencyMs: row.latencyMs ?? null,
    timeToFirstTokenMs: row.timeToFirstTokenMs ?? null,
    overheadMs: null,
    quality: row.quality ?? null,
    confidence: row.confidence ?? null,
    label: row.label ?? null,
    inputPreview: row.input?.slice(0, PREVIEW_CHARACTERS) ?? null,
    outputPreview: row.output?.slice(0, PREVIEW_CHARACTERS) ?? null,
    route: null,
    rankingId: null,
    ranking: null,
    attempts: null,
    retrieval: null,
    promptVariables: null,
    rawUsage: row.usage ?? null,
    settledAt: new Date(createdMs + (row.latencyMs ?? 0)).toISOString(),
  };
}
