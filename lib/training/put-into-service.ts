import { deployModelVersion, listDeployments } from "@/lib/deployments";
import { DeployInput } from "@/lib/deployments/schemas";
import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { listModelVersions } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import type { ParentComparison, VersionOutcome } from "./evaluation-schemas";

/**
 * The version that a run has to beat: the one in service, or the one that was before a version of this run, should an
 * earlier attempt have put it into service. null when none serves.
 */
export async function parentOf(
  ctx: Ctx,
  run: { id: string; taskSlug: string },
  model: string,
): Promise<ModelVersion | null> {
  const { items } = await listModelVersions(ctx, { task: run.taskSlug, model });
  const active = items.find(({ status }) => status === "active") ?? null;
  if (active?.trainingRunId !== run.id) return active;
  const { items: deployments } = await listDeployments(ctx, { version: active.id, status: "succeeded", limit: 1 });
  const before = deployments[0]?.previous?.id;
  return items.find(({ id }) => id === before) ?? null;
}

export type Service = {
  activate: boolean;
  /** A version that does not beat its parent is kept and serves nothing. */
  onlyIfBetter: boolean;
  /** (Default: at once.) */
  deployment?: DeployInput | undefined;
};

/** Deploys a newly trained version, or keeps it and says why. What another deployment stands in the way of is kept, too. */
export async function putIntoService(
  ctx: Ctx,
  version: ModelVersion,
  comparison: ParentComparison,
  { activate, onlyIfBetter, deployment }: Service,
): Promise<VersionOutcome> {
  const kept = (reason: string): VersionOutcome => ({ kind: "kept", reason, deploymentId: null });
  if (!activate) return kept("It was asked for without putting it into service.");
  const isProved = comparison.verdict === "better" || comparison.verdict === "first";
  if (onlyIfBetter && !isProved) return kept(`${comparison.reason} It is kept and serves nothing.`);
  if (version.status === "active") return { kind: "serving", reason: "It serves everything.", deploymentId: null };
  const input = deployment ?? DeployInput.parse({ strategy: "immediate" });
  try {
    const { id, state } = await deployModelVersion(ctx, version.id, {
      ...input,
      reason: input.reason || comparison.reason,
    });
    return state.status === "succeeded"
      ? { kind: "serving", reason: "It serves everything.", deploymentId: id }
      : { kind: "deploying", reason: "It is being tried beside the version in service.", deploymentId: id };
  } catch (error) {
    if (isAppError(error) && error.code === "conflict") return kept(error.message);
    throw error;
  }
}
