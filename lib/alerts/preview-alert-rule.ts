import { budgetShareByDay } from "@/lib/budgets";
import { measureSlidingWindows } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { measurementOf, partOf } from "./measure-rules";
import { replayRule, type Measured } from "./replay-rule";
import { requireKnownScope, requireSound } from "./require-rule";
import { completeRule } from "./rule-content";
import type { AlertRuleContent, AlertRulePreview, PreviewAlertRuleInput, PreviewPoint } from "./schemas";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Sums are kept by the minute for two days, in which the windows at the beginning have to lie as well. */
const MINUTES_UP_TO_DAYS = 1;
const MINUTES_UP_TO_WINDOW = 60;
const MAX_POINTS = 400;

/** How a rule would have behaved: the policy that runs live, run over what was recorded. */
export async function previewAlertRule(ctx: Ctx, { days, ...input }: PreviewAlertRuleInput): Promise<AlertRulePreview> {
  requireScope(ctx, "read");
  const rule = completeRule(input);
  requireSound(rule);
  await requireKnownScope(ctx, rule);
  const { step, note, measured } = await history(ctx, rule, days);
  return {
    days,
    step,
    note,
    firings: measured && replayRule(rule, measured),
    points: thinned(
      (measured ?? []).map(({ atMs, value, count }) => ({ at: new Date(atMs).toISOString(), value, count })),
    ),
  };
}

type History = Pick<AlertRulePreview, "step" | "note"> & { measured: Measured[] | null };

async function history(ctx: Ctx, rule: AlertRuleContent, days: number): Promise<History> {
  const to = ctx.now();
  const from = new Date(to.getTime() - days * DAY_MS);
  const { metric, scopeRef, windowMinutes } = rule;
  if (metric === "open_circuits")
    return { step: "minute", note: "Circuits keep no history: this cannot be tried on the past", measured: null };
  if (metric === "lost_variants")
    return {
      step: "minute",
      note: "Which models were gone is not kept: this cannot be tried on the past",
      measured: null,
    };
  if (metric === "drift")
    return { step: "hour", note: "Drift is measured of now only: this cannot be tried on the past", measured: null };
  if (metric === "budget_share") {
    const measured = (await budgetShareByDay(ctx, scopeRef!, { from, to })).map(({ at, share, calls }) => ({
      atMs: at.getTime(),
      value: share,
      count: calls,
    }));
    return { step: "day", note: "Judged at the end of each day; live, a rule is judged every 15 seconds", measured };
  }
  const isByMinute = days <= MINUTES_UP_TO_DAYS && windowMinutes! <= MINUTES_UP_TO_WINDOW;
  const step = isByMinute ? "minute" : "hour";
  const stepsPerWindow = isByMinute ? windowMinutes! : Math.ceil(windowMinutes! / 60);
  const windows = await measureSlidingWindows(ctx, { from, to, step, stepsPerWindow, ...partOf(rule) });
  const measured = windows.map(({ at, summary }) => ({ atMs: at.getTime(), ...measurementOf(metric, summary) }));
  return { step, note: isByMinute ? null : hourNote(windowMinutes!, stepsPerWindow), measured };
}

function hourNote(windowMinutes: number, hours: number): string {
  const judged = "Judged at every full hour; live, a rule is judged every 15 seconds";
  if (windowMinutes === hours * 60) return judged;
  return `${judged}. Windows of ${hours * 60} instead of ${windowMinutes} minutes: only the last day can be tried by the minute`;
}

/** The first of every so many points, and the last. */
function thinned(points: readonly PreviewPoint[]): PreviewPoint[] {
  const every = Math.ceil(points.length / MAX_POINTS);
  return points.filter((_, index) => index % every === 0 || index === points.length - 1);
}
