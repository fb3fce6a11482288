import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import type { RecurringWork } from "@/lib/platform/jobs";
import type { Runtime } from "@/lib/platform/runtime";
import { versionKey } from "@/lib/registry";
import { giveBack, promote, storeMove, takeStep, withLockedDeployment, type Locked } from "./change-deployment";
import { selectUnderWay, writeMeasured, type DeploymentRow } from "./deployment-store";
import { measureDeployment } from "./measure-deployment";
import { decide } from "./policy";
import type { Measured } from "./schemas";

const EVERY_MS = 5_000;

/** Above so many requests a look takes a while and tells little new within a minute. */
const MANY_REQUESTS = 20_000;
const MANY_EVERY_MS = 60_000;

/** Looks at every deployment under way and takes the steps that are due, once for the whole installation. */
export const deploymentSteps: RecurringWork = {
  name: "deployments.advance",
  scope: "installation",
  intervalMs: EVERY_MS,
  run: ({ runtime, signal }) => advanceDeployments(runtime, signal),
};

/** A deployment that cannot be looked at is logged and passed over: the others have nothing to do with it. */
export async function advanceDeployments(runtime: Runtime, signal?: AbortSignal): Promise<void> {
  for (const row of await selectUnderWay(runtime.db)) {
    if (signal?.aborted) return;
    if (isLookedAtLately(row, runtime.now())) continue;
    const ctx = systemCtx(runtime, row.organizationId, "deployments");
    await advanceDeployment(ctx, row).catch((error: unknown) => {
      runtime.log.error({ err: error, deploymentId: row.id }, "A deployment could not be looked at");
    });
  }
}

function isLookedAtLately({ measured }: DeploymentRow, now: Date): boolean {
  if (!measured) return false;
  const seen = Math.max(
    0,
    ...measured.gates.map(({ baselineCount, candidateCount }) => baselineCount + candidateCount),
  );
  return seen > MANY_REQUESTS && now.getTime() - Date.parse(measured.at) < MANY_EVERY_MS;
}

/**
 * Takes at most one step of a deployment. What was measured decides only when nothing has changed since: the state is
 * read again under the lock, and every step is one transaction with the traffic it changes.
 */
async function advanceDeployment(ctx: Ctx, row: DeploymentRow): Promise<void> {
  const measured = await measureDeployment(ctx, row);
  const decision = decide(row.state, row.plan, measured.gates, ctx.now().getTime());
  const isDue = decision.action !== "wait";
  await writeMeasured(ctx.db, row, measured);
  if (!isDue && (await isStillTried(ctx, row))) return;
  await withLockedDeployment(ctx, row.id, async (locked) => {
    if (JSON.stringify(locked.row.state) !== JSON.stringify(row.state)) return;
    if (!locked.isTried) return supersede(ctx, locked);
    await act(ctx, locked, decision, measured);
  });
}

async function act(
  ctx: Ctx,
  locked: Locked,
  decision: ReturnType<typeof decide>,
  measured: Measured,
): Promise<unknown> {
  const { state } = locked.row;
  switch (decision.action) {
    case "wait":
      return;
    case "advance":
      return takeStep(ctx, locked, decision.step, { kind: "advanced", reason: "Every gate was passed.", measured });
    case "promote":
      return promote(ctx, locked, { reason: "Every gate was passed.", measured });
    case "roll_back":
      return giveBack(ctx, locked, { kind: "rolled_back", reason: decision.reason, isAutomatic: true, measured });
    case "pause":
      if (state.status !== "running") return;
      return storeMove(ctx, locked, {
        state: { ...state, status: "paused", reason: decision.reason, pausedAt: ctx.now().toISOString() },
        event: { kind: "paused", share: state.share, reason: decision.reason, measured },
        action: "deployment.pause",
      });
    default:
      return decision satisfies never;
  }
}

const supersede = (ctx: Ctx, locked: Locked): Promise<unknown> => {
  const reason = `${locked.active ? `Version ${locked.active.version}` : "Another version"} was put into service meanwhile`;
  return storeMove(ctx, locked, {
    state: { status: "superseded", at: ctx.now().toISOString(), reason },
    event: { kind: "superseded", share: null, reason },
    action: "deployment.supersede",
  });
};

/** As far as this process knows; the lock tells for certain. */
async function isStillTried(ctx: Ctx, { id, organizationId, taskSlug, modelSlug }: DeploymentRow): Promise<boolean> {
  const { rollouts } = await ctx.runtime.registry.ensureLoaded(organizationId);
  return rollouts.get(versionKey(taskSlug, modelSlug))?.deploymentId === id;
}
