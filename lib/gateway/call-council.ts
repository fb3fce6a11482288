import { ProviderError, type ChatRequest } from "@/lib/providers";
import { scoreAnswer, scorerOfTask } from "@/lib/quality";
import { callPaid, type Asking, type PaidCall } from "./call-paid";
import { asProviderError, type CallLog } from "./call-models";
import type { Caller } from "./caller";
import { lastUserText } from "./chat-input";
import type { CouncilAtWork } from "./council-at-work";
import { ballotOf, gatherAnswers, type MemberOutcome } from "./gather-answers";
import { countVotes } from "./council-vote";
import type { CallPlan } from "./plan-call";
import type { CouncilMember, CouncilReport } from "./schemas";
import { synthesisRequest } from "./synthesis-request";
import { answerText, usageOfAll } from "./usage";

export type CouncilAnswer = Pick<PaidCall, "target" | "result" | "usage"> & { council: CouncilReport };

/**
 * Asks all members at once, and takes or makes one answer. Late members are cancelled: in a vote as soon as it is
 * decided, otherwise when the grace after the quorum is over. All answers are paid, whichever is taken. Throws when
 * fewer answered than the quorum.
 */
export async function callCouncil(
  caller: Caller,
  plan: CallPlan & { council: CouncilAtWork },
  log: CallLog,
  asking: Asking,
): Promise<CouncilAnswer> {
  const { council } = plan;
  const outcomes = await gatherAnswers(caller, plan, log, asking);
  const answered = outcomes.flatMap((outcome) => (outcome.status === "answered" ? [outcome] : []));
  if (caller.signal.aborted) throw new ProviderError("cancelled", "The caller went away");
  if (answered.length < council.quorum) throw tooFew(council, outcomes);
  const answers = answered.map(({ call }) => call);
  if (council.method === "vote") {
    const { winner, votes } = countVotes(answers.map(ballotOf));
    const reason = `${votes[winner]} of ${answers.length} answers agree`;
    return taken(outcomes, council, log, { call: answers[winner]!, reason, votes, scores: null });
  }
  if (council.method === "best_of") return bestOf(caller, plan, log, { outcomes, answers, request: asking.request });
  return synthesis(caller, plan, log, { outcomes, answers, asking });
}

type Gathered = { outcomes: readonly MemberOutcome[]; answers: readonly PaidCall[] };

async function bestOf(
  { runtime }: Caller,
  { council, state }: CallPlan & { council: CouncilAtWork },
  log: CallLog,
  { outcomes, answers, request }: Gathered & { request: ChatRequest },
): Promise<CouncilAnswer> {
  const scorer = scorerOfTask(state.task);
  const input = lastUserText(request.messages);
  const scores: number[] = [];
  for (const { result } of answers) {
    const output = answerText(result.response);
    scores.push((await scoreAnswer(runtime.codeSandbox, scorer, { input, output })).score);
  }
  const best = scores.indexOf(Math.max(...scores));
  const reason = `Its score of ${Math.round(scores[best]!)} is the best of ${answers.length} by the scorer ${scorer}`;
  return taken(outcomes, council, log, { call: answers[best]!, reason, votes: null, scores });
}

async function synthesis(
  caller: Caller,
  plan: CallPlan & { council: CouncilAtWork },
  log: CallLog,
  { outcomes, answers, asking }: Gathered & { asking: Asking },
): Promise<CouncilAnswer> {
  const { council } = plan;
  const choice = { ...plan.choice, model: council.synthesizer, fallbacks: [] };
  const texts = answers.map(({ result }) => answerText(result.response));
  const request = synthesisRequest(asking.request, texts);
  try {
    const call = await callPaid(caller, { ...plan, choice }, log, { ...asking, request });
    const report = reportOf(outcomes, council, { call: null, reason: "", votes: null, scores: null });
    const reason = `Written by ${council.synthesizer} from ${answers.length} answers`;
    return {
      ...call,
      usage: usageOfAll(log.paid),
      council: { ...report, reason, synthesizer: call.target.model.slug },
    };
  } catch (error) {
    if (caller.signal.aborted) throw error;
    // The answers are paid and there: the best member's is worth more than none.
    const reason = `${council.synthesizer} could not put the answers together (${asProviderError(error).message}), so that of the member with the best expected quality is taken`;
    return taken(outcomes, council, log, { call: answers[0]!, reason, votes: null, scores: null });
  }
}

type Taken = { call: PaidCall | null; reason: string; votes: number[] | null; scores: number[] | null };

function taken(
  outcomes: readonly MemberOutcome[],
  council: CouncilAtWork,
  log: CallLog,
  by: Taken & { call: PaidCall },
): CouncilAnswer {
  const { target, result } = by.call;
  return { target, result, usage: usageOfAll(log.paid), council: reportOf(outcomes, council, by) };
}

function reportOf(
  outcomes: readonly MemberOutcome[],
  { method, quorum }: CouncilAtWork,
  { call, reason, votes, scores }: Taken,
): CouncilReport {
  let index = -1;
  const members = outcomes.map((outcome): CouncilMember => {
    const { model, status, latencyMs } = outcome;
    const nothing = { output: null, label: null, costUsd: null, votes: null, score: null, isTaken: false };
    if (outcome.status !== "answered") return { model, status, latencyMs, ...nothing, error: outcome.error };
    index++;
    return {
      ...{ model, status, latencyMs },
      output: answerText(outcome.call.result.response),
      label: outcome.call.result.classification?.label ?? null,
      costUsd: outcome.call.costUsd,
      votes: votes?.[index] ?? null,
      score: scores?.[index] ?? null,
      isTaken: outcome.call === call,
      error: null,
    };
  });
  return { method, quorum, reason, synthesizer: null, members };
}

function tooFew({ quorum }: CouncilAtWork, outcomes: readonly MemberOutcome[]): ProviderError {
  const failed = outcomes.flatMap((one) => (one.status === "failed" ? [`${one.model}: ${one.error}`] : []));
  const count = outcomes.length - failed.length;
  return new ProviderError(
    "server_error",
    `Only ${count} of ${outcomes.length} members answered, ${quorum} are needed. ${failed.join("; ")}`,
  );
}
