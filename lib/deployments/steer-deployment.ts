import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { getModelVersion } from "@/lib/registry";
import { giveBack, promote, storeMove, withLockedDeployment, type Locked } from "./change-deployment";
import { selectLastSuccess, selectUnderWayOf, type DeploymentRow } from "./deployment-store";
import { viewDeployment } from "./deployments";
import { objection, type PersonAction } from "./policy";
import type { Deployment, ReasonInput } from "./schemas";

/** Stays at its share until it is resumed. What fails for certain is rolled back all the same. */
export async function pauseDeployment(ctx: Ctx, id: string, { reason }: ReasonInput): Promise<Deployment> {
  return steer(ctx, id, "pause", async (locked) => {
    const { state } = locked.row;
    if (state.status !== "running") return locked.row;
    const paused = { ...state, status: "paused", reason, pausedAt: ctx.now().toISOString() } as const;
    return storeMove(ctx, locked, {
      state: paused,
      event: { kind: "paused", share: state.share, reason },
      action: "deployment.pause",
    });
  });
}

/** Goes on at the share where it was; its time there begins anew. */
export async function resumeDeployment(ctx: Ctx, id: string, { reason }: ReasonInput): Promise<Deployment> {
  return steer(ctx, id, "resume", async (locked) => {
    const { state } = locked.row;
    if (state.status !== "paused") return locked.row;
    const { step, share, stepStarts } = state;
    return storeMove(ctx, locked, {
      state: { status: "running", step, share, stepStarts, since: ctx.now().toISOString() },
      event: { kind: "resumed", share, reason },
      action: "deployment.resume",
    });
  });
}

/** Ends a deployment that is under way: the version that served before serves everything. */
export async function abortDeployment(ctx: Ctx, id: string, { reason }: ReasonInput): Promise<Deployment> {
  return steer(ctx, id, "abort", (locked) => giveBack(ctx, locked, { kind: "aborted", reason, isAutomatic: false }));
}

/** Lets the version serve everything now, whatever its gates say. */
export async function promoteDeployment(ctx: Ctx, id: string, { reason }: ReasonInput): Promise<Deployment> {
  return steer(ctx, id, "promote", (locked) => promote(ctx, locked, { reason: reason || "Promoted by hand" }));
}

/** The version that served before serves everything again, also after the deployment has succeeded. */
export async function rollBackDeployment(ctx: Ctx, id: string, { reason }: ReasonInput): Promise<Deployment> {
  return steer(ctx, id, "roll_back", (locked) =>
    giveBack(ctx, locked, { kind: "rolled_back", reason, isAutomatic: false }),
  );
}

/** Takes a version out of service: ends its deployment under way, or goes back to the version that served before it. */
export async function rollBackModelVersion(ctx: Ctx, versionId: string, input: ReasonInput): Promise<Deployment> {
  requireScope(ctx, "write");
  const { id, version, status } = await getModelVersion(ctx, versionId);
  const { organizationId } = ctx;
  const found =
    (await selectUnderWayOf(ctx.db, organizationId, id)) ??
    (status === "active" ? await selectLastSuccess(ctx.db, organizationId, id) : null);
  if (!found) {
    throw conflict(
      status === "active"
        ? `Version ${version} was put into service without a deployment, so nothing says what served before it: deploy another version`
        : `Version ${version} serves nothing, so there is nothing to roll back`,
    );
  }
  return rollBackDeployment(ctx, found.id, input);
}

async function steer(
  ctx: Ctx,
  id: string,
  action: PersonAction,
  change: (locked: Locked) => Promise<DeploymentRow>,
): Promise<Deployment> {
  requireScope(ctx, "write");
  const row = await withLockedDeployment(ctx, id, async (locked) => {
    const fault = objection(locked.row.state, action);
    if (fault) throw conflict(fault);
    if (locked.row.finishedAt === null && !locked.isTried) {
      throw conflict("Another version was put into service meanwhile, so this deployment is about to end");
    }
    return change(locked);
  });
  return viewDeployment(ctx, row);
}
