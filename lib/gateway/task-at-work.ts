import {
  canServeVariant,
  forcedVariant,
  mergeConfiguration,
  serveVariant,
  type ServedVariant,
} from "@/lib/experiments";
import { notFound } from "@/lib/platform/errors";
import type { OrganizationSnapshot, TaskState } from "@/lib/registry";
import type { Configuration } from "@/lib/registry/schemas";
import { taskStateOf } from "@/lib/routing";
import { assignArm, type AssignedArm } from "@/lib/savings";
import type { Caller } from "./caller";
import type { GymOptions } from "./chat-input";
import type { CallIdentity } from "./recording";

export type TaskAtWork = {
  state: TaskState;
  /** The variant of an experiment that serves the request; null outside of experiments. */
  served: ServedVariant | null;
  /** Of the hold-out of a change whose savings are measured; null outside of hold-outs. */
  arm: AssignedArm | null;
};

export type TaskQuestion = { task: string; requestedModel: string | null; gym: GymOptions; identity: CallIdentity };

/**
 * The task as it serves this request: with the configuration in force, with the one that the caller was given to try,
 * with that of an experiment's variant, or with the one from before a change. Throws `not_found` with a suggestion.
 */
export function taskAtWork(caller: Caller, snapshot: OrganizationSnapshot, question: TaskQuestion): TaskAtWork {
  const state = taskStateOf(snapshot, question.task);
  if (caller.configuration)
    return { state: { ...state, configuration: caller.configuration }, served: null, arm: null };
  const served = servedVariant(caller, question);
  // A model that was deleted or switched off meanwhile must fail nobody, and another one must not answer in its name.
  if (!served || !canServeVariant(snapshot, served.configuration))
    return { served: null, ...heldBack(caller, snapshot, state, question) };
  const configuration = merged(state.configuration, served.configuration);
  return { state: { ...state, configuration }, served, arm: null };
}

/** A share of the requests after a change is served as before it, as long as that very change is in force. */
function heldBack(
  caller: Caller,
  snapshot: OrganizationSnapshot,
  state: TaskState,
  { task, requestedModel, gym, identity }: TaskQuestion,
): Pick<TaskAtWork, "state" | "arm"> {
  const holdout = caller.runtime.holdouts.ofTask(caller.organizationId, task);
  if (holdout === null || holdout.afterVersion !== state.configurationVersion) return { state, arm: null };
  if (caller.source !== "gateway" || !mayTakePart(caller, requestedModel, gym)) return { state, arm: null };
  // A user is not held back for months, a conversation is not torn apart.
  const arm = assignArm(holdout, gym.sessionId ?? identity.id);
  if (arm.arm === "changed") return { state, arm };
  const { before, beforeVersion } = holdout;
  if (!canServeVariant(snapshot, before)) return { state, arm: null };
  return { state: { ...state, configuration: before, configurationVersion: beforeVersion }, arm };
}

function servedVariant(caller: Caller, { task, requestedModel, gym, identity }: TaskQuestion): ServedVariant | null {
  const active = caller.runtime.experiments.ofTask(caller.organizationId, task);
  if (gym.variant !== undefined) {
    const forced = forcedVariant(active, gym.variant);
    if (forced) return forced;
    throw notFound(
      `No running experiment of ${task} has the variant \`${gym.variant}\`, such as \`experiment:variant\``,
      {
        field: "gym.variant",
      },
    );
  }
  if (active.length === 0 || !mayTakePart(caller, requestedModel, gym)) return null;
  const { id, userRef } = identity;
  return serveVariant(active, { executionId: id, sessionRef: gym.sessionId ?? null, userRef, tags: gym.tags ?? {} });
}

/** What a caller decides for itself, no variant could decide; and tests and trials are nobody's traffic. */
const mayTakePart = ({ source }: Caller, requestedModel: string | null, gym: GymOptions): boolean =>
  (source === "gateway" || source === "demo") &&
  requestedModel === null &&
  gym.strategy === undefined &&
  gym.promptVersion === undefined;

/** Rankings are remembered by the configuration as an object, so a variant keeps its own. */
const mergedBy = new WeakMap<Configuration, WeakMap<Partial<Configuration>, Configuration>>();

function merged(base: Configuration, part: Partial<Configuration>): Configuration {
  const parts = mergedBy.get(base) ?? new WeakMap<Partial<Configuration>, Configuration>();
  mergedBy.set(base, parts);
  const known = parts.get(part) ?? mergeConfiguration(base, part);
  parts.set(part, known);
  return known;
}
