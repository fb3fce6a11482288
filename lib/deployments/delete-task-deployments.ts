import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";

/** Removes a task's deployments with all that was kept of them. Part of the transaction that deletes its versions. */
export async function deleteTaskDeployments(
  tx: DatabaseTransaction,
  { organizationId }: Pick<Ctx, "organizationId">,
  taskSlug: string,
): Promise<void> {
  const rows = await tx.deployment.findMany({ where: { organizationId, taskSlug }, select: { id: true } });
  const where = { organizationId, deploymentId: { in: rows.map(({ id }) => id) } };
  await tx.shadowAnswer.deleteMany({ where });
  await tx.deploymentEvent.deleteMany({ where });
  await tx.deployment.deleteMany({ where: { organizationId, taskSlug } });
}
