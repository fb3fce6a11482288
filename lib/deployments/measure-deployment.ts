import { readRightLabels } from "@/lib/feedback";
import type { Ctx } from "@/lib/platform/ctx";
import type { DeploymentRow } from "./deployment-store";
import { judgeGates, LATENCY_FLOOR_MS, slowLimitMs, type Stratum } from "./judge-gates";
import { judgeRequests } from "./judge-requests";
import {
  selectAgreement,
  selectJudgedRequests,
  selectLatencies,
  selectShadowFacts,
  selectStrata,
} from "./measure-store";
import type { Measured } from "./schemas";

/** Judged requests that are read at most, the newest: more would tell nothing new. */
const MAX_JUDGED = 20_000;

/** Looks at everything the gates of a deployment under way need. Reads only. */
export async function measureDeployment(ctx: Ctx, row: DeploymentRow): Promise<Measured> {
  if (!("stepStarts" in row.state)) throw new Error(`The deployment ${row.id} is over`);
  const { step, stepStarts } = row.state;
  const ratio = row.plan.gates.latency?.ratio ?? 1;
  const served = await selectLatencies(ctx.db, row);
  const strata = await selectStrata(ctx.db, row, stepStarts, slowLimitMs(served.baseline, ratio));
  const latencyMsP95 = { ...served };
  if (row.plan.steps[0] === 0) {
    const shadow = await selectShadowFacts(ctx.db, row, { ratio, floorMs: LATENCY_FLOOR_MS });
    strata[0] = { baseline: strata[0]!.baseline, candidate: shadow.facts };
    latencyMsP95.candidate ??= shadow.latencyMsP95;
  }
  const { byStep, pairs } = await judged(ctx, row, stepStarts);
  const withJudged = strata.map(({ baseline, candidate }, index): Stratum => ({
    baseline: { ...baseline, judged: byStep[index]!.baseline },
    candidate: { ...candidate, judged: byStep[index]!.candidate },
  }));
  return {
    at: ctx.now().toISOString(),
    step,
    gates: judgeGates(row.plan, step, { strata: withJudged, latencyMsP95, pairs }),
    compared: await selectAgreement(ctx.db, row),
  };
}

async function judged(ctx: Ctx, row: DeploymentRow, stepStarts: readonly string[]) {
  const requests = await selectJudgedRequests(ctx, row, stepStarts, MAX_JUDGED);
  const ids = requests.map(({ executionId }) => executionId);
  return judgeRequests(requests, await readRightLabels(ctx, ids), stepStarts.length);
}
