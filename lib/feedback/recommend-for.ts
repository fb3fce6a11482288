import { wilsonInterval } from "@/lib/platform/stats";
import type { AnswerMetricsRow, Recommendation } from "./schemas";

/** Accuracy that is wanted, 0–1. */
const WANTED_ACCURACY = 0.95;
/** Confidence under which a model mostly guesses, 0–1. */
const UNSURE = 0.6;
/** Suggestions that are used less often are hardly worth their cost, 0–1. */
const WANTED_USAGE = 0.3;
/** Share of requests that fail, above which nothing else matters as much, 0–1. */
const MAX_FAILURES = 0.05;
/** Fewer requests or opinions say too little. */
const ENOUGH = 30;

/** What a person could do about a task's answers; nothing while too little is known. */
export function recommendFor(row: AnswerMetricsRow): Recommendation[] {
  const { task, count, successRate } = row;
  const found: Recommendation[] = [];
  const add = (code: Recommendation["code"], message: string, href: string) =>
    found.push({ code, task, message, href });
  if (count < ENOUGH) return found;
  if (successRate !== null && 1 - successRate > MAX_FAILURES) {
    add(
      "failures",
      `${percent(1 - successRate)} of the requests fail: look at what failed`,
      `/executions?task=${task}&status=failed`,
    );
  }
  if (row.kind === "suggestion") {
    const { used, edited, dismissed } = row.usage;
    const asked = used + edited + dismissed;
    if (asked >= ENOUGH && wilsonInterval({ successes: used + edited, trials: asked }).high < WANTED_USAGE) {
      add(
        "unused",
        `Only ${percent(row.usageRate!)} of ${asked} suggestions are used: try another model or prompt`,
        `/tasks/${task}`,
      );
    }
    return found;
  }
  const { accuracy, judgedCount, confidence } = row;
  if (judgedCount < ENOUGH) {
    add(
      "unjudged",
      `${judgedCount === 0 ? "No label was" : `Only ${judgedCount} labels were`} judged so far: review some, or send approvals, to know the accuracy`,
      `/training/review?task=${task}`,
    );
  } else if (
    wilsonInterval({ successes: Math.round(accuracy! * judgedCount), trials: judgedCount }).high < WANTED_ACCURACY
  ) {
    add(
      "inaccurate",
      `${percent(accuracy!)} of ${judgedCount} judged labels are right: see whether training again is due`,
      `/training/triggers?task=${task}`,
    );
  }
  if (confidence !== null && confidence < UNSURE) {
    add(
      "unsure",
      `The mean confidence is ${percent(confidence)}: add examples of the labels that are least covered`,
      `/training/data?task=${task}`,
    );
  }
  return found;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
