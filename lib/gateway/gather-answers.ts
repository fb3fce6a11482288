import type { Attempt } from "@/lib/executions/schemas";
import { finalAnswer } from "@/lib/routing";
import { asProviderError, type CallLog } from "./call-models";
import { callPaid, type Asking, type PaidCall } from "./call-paid";
import type { Caller } from "./caller";
import type { CouncilAtWork } from "./council-at-work";
import { isVoteDecided } from "./council-vote";
import type { CallPlan } from "./plan-call";
import { answerText } from "./usage";

export type MemberOutcome = { model: string; latencyMs: number } & (
  { status: "answered"; call: PaidCall } | { status: "failed" | "cancelled"; error: string }
);

type Gathering = { outcomes: (MemberOutcome | null)[]; logs: CallLog[] };

/**
 * Asks every member at once and gives what came, in the order of the members. Ends when all have ended, when a vote is
 * decided, or when the grace after the quorum is over; whoever is late then is cancelled. What the members wrote to
 * their logs is put together in `log`, in the order in which calls began; the waiting is that of the slowest.
 */
export async function gatherAnswers(
  caller: Caller,
  plan: CallPlan & { council: CouncilAtWork },
  log: CallLog,
  asking: Asking,
): Promise<MemberOutcome[]> {
  const { members } = plan.council;
  const enough = new AbortController();
  const memberCaller = { ...caller, signal: AbortSignal.any([caller.signal, enough.signal]) };
  const startedAt = caller.runtime.now().toISOString();
  const startedMs = performance.now();
  const gathering: Gathering = {
    outcomes: members.map(() => null),
    logs: members.map(() => ({ attempts: [], paid: [], upstreamMs: 0, cpuMs: null })),
  };
  await new Promise<void>((resolve) => {
    let grace: NodeJS.Timeout | undefined;
    const note = (at: number, outcome: MemberOutcome): void => {
      if (enough.signal.aborted) return;
      gathering.outcomes[at] = outcome;
      const state = progressOf(gathering.outcomes, plan.council);
      if (state === "quorum") grace ??= setTimeout(end, plan.council.graceMs);
      if (state === "done") end();
    };
    const end = (): void => {
      clearTimeout(grace);
      enough.abort();
      resolve();
    };
    for (const [at, model] of members.entries()) {
      const choice = { ...plan.choice, model, fallbacks: [] };
      const latencyMs = () => performance.now() - startedMs;
      // Of those who are asked at once, none is the last resort: more than one try would keep the others waiting.
      callPaid(memberCaller, { ...plan, choice }, gathering.logs[at]!, asking, true).then(
        (call) => note(at, { model, status: "answered", latencyMs: latencyMs(), call }),
        (error: unknown) =>
          note(at, { model, status: "failed", latencyMs: latencyMs(), error: asProviderError(error).message }),
      );
    }
  });
  const lateMs = performance.now() - startedMs;
  const outcomes = gathering.outcomes.map(
    (outcome, at): MemberOutcome =>
      outcome ?? { model: members[at]!, status: "cancelled", latencyMs: lateMs, error: "The others were enough" },
  );
  putTogether(log, gathering.logs, outcomes, startedAt);
  return outcomes;
}

function progressOf(outcomes: Gathering["outcomes"], { method, quorum }: CouncilAtWork): "open" | "quorum" | "done" {
  const outstanding = outcomes.filter((outcome) => outcome === null).length;
  if (outstanding === 0) return "done";
  const ballots = outcomes.flatMap((outcome) => (outcome?.status === "answered" ? [ballotOf(outcome.call)] : []));
  if (ballots.length < quorum) return "open";
  return method === "vote" && isVoteDecided(ballots, outstanding) ? "done" : "quorum";
}

function putTogether(
  log: CallLog,
  logs: readonly CallLog[],
  outcomes: readonly MemberOutcome[],
  startedAt: string,
): void {
  const attempts = logs.flatMap((one, at) => {
    const outcome = outcomes[at]!;
    // The call under way ends after this, and has not written itself down.
    return outcome.status === "cancelled" ? [...one.attempts, cancelledAttempt(outcome, startedAt)] : one.attempts;
  });
  log.attempts.push(...attempts.sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0)));
  log.paid.push(...logs.flatMap(({ paid }) => paid));
  log.upstreamMs += Math.max(0, ...outcomes.map(({ latencyMs }) => latencyMs));
}

/** What its vendor asks for the part that was written is not known. */
const cancelledAttempt = ({ model, latencyMs }: MemberOutcome, startedAt: string): Attempt => ({
  model,
  startedAt,
  latencyMs,
  errorKind: "cancelled",
  errorMessage: "It was late, and what the others said was enough",
  status: null,
  costUsd: null,
});

/** Labels are compared as they are, texts by what they come to. */
export const ballotOf = ({ result }: PaidCall): string | null =>
  result.classification?.label ?? finalAnswer(answerText(result.response));
