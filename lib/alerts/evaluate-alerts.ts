import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { closeAlert, continueAlert, openAlert } from "./alert-life";
import { insertAlert, selectFiring, updateAlert } from "./alert-store";
import { decideAlert, readingOf, type AlertDecision, type Measurement } from "./decide-alert";
import { measureRules } from "./measure-rules";
import { lockActiveRules, selectActiveRules, writeEvaluations, type RuleRow } from "./rule-store";
import type { Alert } from "./schemas";

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
  const firing = await selectFiring(
    tx,
    ctx.organizationId,
    measured.map(({ rule }) => rule.id),
  );
  const openAlerts = new Map(firing.map((alert) => [alert.ruleId, alert]));
  const evaluations = measured.map(({ rule, measurement }) => ({
    rule,
    measurement,
    decision: decideAlert(rule.content, rule.state, measurement, now.getTime()),
  }));
  for (const { rule, measurement, decision } of evaluations) {
    const open = openAlerts.get(rule.id);
    if (open) await updateAlert(tx, ctx.organizationId, nextAlert(open, rule, measurement, decision, now));
    else if (decision.event?.kind === "fired") {
      const sample = { value: decision.event.value, count: measurement.count };
      await insertAlert(tx, ctx.organizationId, openAlert(newId(now.getTime()), rule, sample, now));
    }
  }
  await writeEvaluations(
    tx,
    ctx.organizationId,
    evaluations.map(({ rule, measurement, decision }) => ({ id: rule.id, state: decision.state, measurement })),
    now,
  );
}

function nextAlert(
  alert: Alert,
  { content }: RuleRow,
  measurement: Measurement,
  { event }: AlertDecision,
  now: Date,
): Alert {
  const isBreached = readingOf(content, measurement) === "breached";
  const continued = continueAlert(alert, measurement, { isBreached, event }, now);
  return event?.kind === "resolved" ? closeAlert(continued, event.resolution, now) : continued;
}
