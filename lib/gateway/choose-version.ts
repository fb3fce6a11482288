import { hashToShare } from "@/lib/platform/stats/assignment/hash-to-share";
import { versionKey, type OrganizationSnapshot } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";

/** Version of the hash that spreads units: even, and unrelated between deployments. */
const HASH_VERSION = 2;

export type ChosenVersion = {
  /** null for models without trained versions. */
  version: ModelVersion | null;
  /** Of the rollout that the request takes part in, on either side; null when none is under way. */
  deploymentId: string | null;
  /** Asked too, after the answer and unseen; null for none. */
  shadow: ModelVersion | null;
};

const NONE: ChosenVersion = { version: null, deploymentId: null, shadow: null };

/**
 * Which version of a model serves a unit (session, user or request) of a task. A unit stays with its version while a
 * rollout's share grows, because its place in [0, 1) depends on the deployment and the unit alone.
 */
export function chooseVersion(
  { activeVersions, rollouts }: Pick<OrganizationSnapshot, "activeVersions" | "rollouts">,
  task: string,
  model: string,
  unit: string,
): ChosenVersion {
  const key = versionKey(task, model);
  const active = activeVersions.get(key) ?? null;
  const rollout = rollouts.get(key);
  if (!rollout) return active ? { ...NONE, version: active } : NONE;
  const { deploymentId, version, share, isCompared } = rollout;
  const isTried = (hashToShare(deploymentId, unit, HASH_VERSION) ?? 1) < share;
  return {
    version: isTried ? version : active,
    deploymentId,
    shadow: isCompared ? (isTried ? active : version) : null,
  };
}
