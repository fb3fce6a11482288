import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { closeAlert, continueAlert, openAlert } from "./alert-life";
import { insertAlert, selectFiring, updateAlert } from "./alert-store";
import { announceAlerts, type Announcement } from "./announce-alerts";
import { decideAlert, readingOf, type AlertDecision, type Measurement } from "./decide-alert";
import { measureRules } from "./measure-rules";
import { lockActiveRules, selectActiveRules, writeEvaluations, type RuleRow } from "./rule-store";
import type { AlertFacts, AlertRuleContent } from "./schemas";

type Measured = { rule: RuleRow; measurement: Measurement };

/**
 * Measures every rule of the organization that is switched on, and fires and resolves. Any number of processes may do
 * so at once: the rules are locked while it is decided, and who measured earlier than what is stored decides nothing.
 */
export async function evaluateAlerts(ctx: Ctx): Promise<void> {
  const rules = await selectActiveRules(ctx.db, ctx.organizationId);
  if (rules.length === 0) return;
  const measuredAt = ctx.now();
  const contents = rules.map(({ content }) => content);
  const measurements = await measureRules(ctx, contents);
  const measured = new Map(rules.map((rule, position) => [rule.id, { rule, measurement: measurements[position]! }]));
  await ctx.db.$transaction(async (tx) => {
    const locked = await lockActiveRules(tx, ctx.organizationId);
    await decideAll(
      tx,
      ctx,
      locked.flatMap((rule) => {
        const found = measured.get(rule.id);
        return found && isStillValid(found.rule, rule, measuredAt) ? [{ rule, measurement: found.measurement }] : [];
      }),
      measuredAt,
    );
  });
}

/** Nobody changed the rule meanwhile, and nobody has judged what is newer. */
const isStillValid = (measured: RuleRow, locked: RuleRow, measuredAt: Date): boolean =>
  measured.updatedAt.getTime() === locked.updatedAt.getTime() &&
  (locked.evaluatedAt === null || locked.evaluatedAt < measuredAt);

async function decideAll(tx: DatabaseTransaction, ctx: Ctx, measured: Measured[], now: Date): Promise<void> {
  const ruleIds = measured.map(({ rule }) => rule.id);
  const firing = await selectFiring(tx, ctx.organizationId, ruleIds);
  const openAlerts = new Map(firing.map((alert) => [alert.ruleId, alert]));
  const evaluations = measured.map((one) => ({
    ...one,
    decision: decideAlert(one.rule.content, one.rule.state, one.measurement, now.getTime()),
  }));
  const fired: Announcement[] = [];
  const resolved: Announcement[] = [];
  for (const evaluation of evaluations) {
    const { rule } = evaluation;
    const open = openAlerts.get(rule.id);
    const alert = open ? nextAlert(open, evaluation, now) : newAlert(evaluation, now);
    if (!alert) continue;
    const isNews = alert.status === "firing" && alert.announcedAt === null && isAnnounced(rule.content, now);
    const told = isNews ? { ...alert, announcedAt: now.toISOString() } : alert;
    if (open) await updateAlert(tx, ctx.organizationId, told);
    else await insertAlert(tx, ctx.organizationId, told);
    const announcement = { alert: told, webhookIds: rule.content.webhookIds };
    if (isNews) fired.push(announcement);
    // Whoever was told that it fired learns that it is over, muted or not.
    if (told.status === "resolved" && told.announcedAt !== null) resolved.push(announcement);
  }
  await announceAlerts(tx, ctx, "alert.fired", fired);
  await announceAlerts(tx, ctx, "alert.resolved", resolved);
  const found = evaluations.map(({ rule, measurement, decision: { state } }) => ({ id: rule.id, state, measurement }));
  await writeEvaluations(tx, ctx.organizationId, found, now);
}

const isAnnounced = ({ webhookIds, mutedUntil }: AlertRuleContent, now: Date): boolean =>
  webhookIds.length > 0 && (mutedUntil === null || new Date(mutedUntil) <= now);

type Evaluation = Measured & { decision: AlertDecision };

function newAlert({ rule, measurement, decision: { event } }: Evaluation, now: Date): AlertFacts | null {
  if (event?.kind !== "fired") return null;
  return openAlert(newId(now.getTime()), rule, { value: event.value, count: measurement.count }, now);
}

function nextAlert(alert: AlertFacts, { rule, measurement, decision: { event } }: Evaluation, now: Date): AlertFacts {
  const isBreached = readingOf(rule.content, measurement) === "breached";
  const continued = continueAlert(alert, measurement, { isBreached, event }, now);
  return event?.kind === "resolved" ? closeAlert(continued, event.resolution, now) : continued;
}
