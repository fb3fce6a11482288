import type { DatabaseTransaction } from "@/lib/platform/db";
import type { RegistryRows } from "./build-snapshot";
import { selectModelScores } from "./model-scores";
import { selectModels } from "./model-store";
import { selectStatedPrices } from "./price-store";
import { selectProviders } from "./provider-store";
import { selectCurrentConfigurations, selectTasks } from "./task-store";
import { selectVersionRollouts } from "./version-rollouts";
import { selectModelVersions, selectVersionsById } from "./version-store";

/** Everything that a snapshot is made of. */
export async function selectRegistry(db: DatabaseTransaction, organizationId: string): Promise<RegistryRows> {
  const [models, statedPrices, providers, tasks, activeVersions, tried, modelScores] = await Promise.all([
    selectModels(db, organizationId),
    selectStatedPrices(db, organizationId),
    selectProviders(db, organizationId),
    selectTasks(db, organizationId),
    selectModelVersions(db, organizationId, { status: "active" }),
    selectVersionRollouts(db, organizationId),
    selectModelScores(db, organizationId),
  ]);
  const triedVersions = await selectVersionsById(
    db,
    organizationId,
    tried.map(({ versionId }) => versionId),
  );
  const triedById = new Map(triedVersions.map((version) => [version.id, version]));
  // Configuration versions are immutable, so those that the tasks name cannot change between the two queries.
  const configurations = await selectCurrentConfigurations(db, organizationId, tasks);
  const byTask = new Map(configurations.map((row) => [row.taskSlug, row]));
  return {
    models: models.map((model) => ({ ...model, statedPrices: statedPrices.get(model.slug) ?? [] })),
    providers,
    activeVersions,
    rollouts: tried.flatMap(({ versionId, deploymentId, share, isCompared }) => {
      const version = triedById.get(versionId);
      return version ? [{ deploymentId, share, isCompared, version }] : [];
    }),
    modelScores,
    tasks: tasks.flatMap((task) => {
      const current = byTask.get(task.slug);
      if (!current) return [];
      const { slug, name, description, kind, category } = task;
      return [
        {
          task: { slug, name, description, kind, category },
          configuration: current.configuration,
          configurationVersion: current.version,
        },
      ];
    }),
  };
}

/** Organizations that have a registry. */
export async function selectOrganizationIds(db: DatabaseTransaction): Promise<string[]> {
  const rows = await db.provider.findMany({ distinct: ["organizationId"], select: { organizationId: true } });
  return rows.map((row) => row.organizationId);
}

/**
 * One text per organization that differs after any committed change of its registry. It is a hash over every row's id
 * and transaction (`xmin`): timestamps would miss a change that commits later than a newer one, and a counter would
 * miss whatever forgets to count.
 */
export async function selectChangeMarkers(
  db: DatabaseTransaction,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.$queryRaw<{ organizationId: string; marker: string }[]>`
    select organization_id::text as "organizationId",
           count(*) || ':' || sum(hashtextextended(kind || id || stamp, 0)) as marker
    from (
      select organization_id, 'm' as kind, id::text as id, xmin::text as stamp from models
      union all select organization_id, 'c', id::text, xmin::text from model_prices
      union all select organization_id, 'p', id::text, xmin::text from providers
      union all select organization_id, 't', id::text, xmin::text from tasks
      union all select organization_id, 'v', id::text, xmin::text from model_versions where status = 'active'
      union all select organization_id, 'r', deployment_id::text, xmin::text from version_rollouts
      union all select organization_id, 's', model_slug || category, xmin::text from model_scores
    ) as registry
    where organization_id = any(${[...organizationIds]}::uuid[])
    group by organization_id`;
  return new Map(rows.map((row) => [row.organizationId, row.marker]));
}
