import { insertExecutions } from "@/lib/executions";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import { executionRecord } from "@/lib/executions/test-executions";
import type { Ctx } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import { publishModelVersion } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import { storeTestArtefact, versionInput } from "@/lib/registry/test-registry";

/** An active version and a newer one that serves nothing. */
export async function twoVersions(ctx: Ctx): Promise<{ old: ModelVersion; fresh: ModelVersion }> {
  await storeTestArtefact(ctx);
  const old = await publishModelVersion(ctx, versionInput(["a", "b"]));
  const fresh = await publishModelVersion(ctx, { ...versionInput(["a", "b"]), activate: false });
  return { old, fresh };
}

export type Traffic = Partial<ExecutionRecord> & { version: ModelVersion; count: number };

/** Requests that a version served, as the gateway records them. Gives their ids. */
export async function serve(ctx: Ctx, deploymentId: string, { version, count, ...rest }: Traffic): Promise<string[]> {
  const at = ctx.now();
  const records = Array.from({ length: count }, () =>
    executionRecord(ctx.organizationId, {
      id: newId(at.getTime()),
      createdAt: at.toISOString(),
      settledAt: at.toISOString(),
      taskSlug: version.taskSlug,
      modelSlug: version.modelSlug,
      providerSlug: "local",
      operation: "classification",
      modelVersionId: version.id,
      deploymentId,
      latencyMs: 10,
      costUsd: 0.0001,
      quality: null,
      attempts: [attempt(version, at)],
      ...rest,
    }),
  );
  await insertExecutions(ctx.db, records);
  return records.map(({ id }) => id);
}

const attempt = (version: ModelVersion, at: Date) => ({
  model: version.modelSlug,
  modelVersionId: version.id,
  startedAt: at.toISOString(),
  latencyMs: 10,
  errorKind: null,
  errorMessage: null,
  status: null,
  costUsd: null,
});
