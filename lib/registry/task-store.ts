import type { Task as TaskTableRow, TaskConfiguration as ConfigurationTableRow } from "@/generated/prisma/client";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { Category, Configuration, TaskKind, type Task } from "./task-schemas";

export type NewTask = Omit<Task, "createdAt" | "updatedAt">;

/** A row of `task_configurations`, which is never changed once written. */
export type StoredConfiguration = {
  taskSlug: string;
  version: number;
  configuration: Configuration;
  reason: string;
  createdBy: string;
  createdAt: string;
};

export async function selectTasks(db: DatabaseTransaction, organizationId: string): Promise<Task[]> {
  const rows = await db.task.findMany({ where: { organizationId }, orderBy: { slug: "asc" } });
  return rows.map(toTask);
}

export async function selectTask(db: DatabaseTransaction, organizationId: string, slug: string): Promise<Task | null> {
  const row = await db.task.findUnique({ where: { organizationId_slug: { organizationId, slug } } });
  return row && toTask(row);
}

/** Throws the database's duplicate error when the slug is taken. */
export async function insertTask(
  db: DatabaseTransaction,
  organizationId: string,
  task: NewTask,
  now: Date,
): Promise<Task> {
  return toTask(await db.task.create({ data: { ...task, organizationId, createdAt: now, updatedAt: now } }));
}

/** Inserts the tasks whose slug is free. Returns how many were new. */
export async function insertMissingTasks(
  db: DatabaseTransaction,
  organizationId: string,
  tasks: readonly NewTask[],
  now: Date,
): Promise<number> {
  const { count } = await db.task.createMany({
    data: tasks.map((task) => ({ ...task, organizationId, createdAt: now, updatedAt: now })),
    skipDuplicates: true,
  });
  return count;
}

export async function updateTaskRow(
  db: DatabaseTransaction,
  organizationId: string,
  slug: string,
  changes: Partial<Pick<Task, "name" | "description" | "category">>,
  now: Date,
): Promise<Task> {
  return toTask(
    await db.task.update({
      where: { organizationId_slug: { organizationId, slug } },
      data: { ...changes, updatedAt: now },
    }),
  );
}

/**
 * Moves the task from one version to the next. False when another writer has moved it meanwhile: the row lock makes
 * the second of two concurrent writers wait, and then see that its version is gone.
 */
export async function advanceVersion(
  db: DatabaseTransaction,
  organizationId: string,
  slug: string,
  { from, to }: { from: number; to: number },
  now: Date,
): Promise<boolean> {
  const { count } = await db.task.updateMany({
    where: { organizationId, slug, configurationVersion: from },
    data: { configurationVersion: to, updatedAt: now },
  });
  return count === 1;
}

/** The configuration in force of every task. */
export async function selectCurrentConfigurations(
  db: DatabaseTransaction,
  organizationId: string,
  tasks: readonly Task[],
): Promise<StoredConfiguration[]> {
  const rows = await db.taskConfiguration.findMany({
    where: { organizationId, OR: tasks.map((task) => ({ taskSlug: task.slug, version: task.configurationVersion })) },
  });
  return rows.map(toStoredConfiguration);
}

export async function selectConfiguration(
  db: DatabaseTransaction,
  organizationId: string,
  taskSlug: string,
  version: number,
): Promise<StoredConfiguration | null> {
  const row = await db.taskConfiguration.findUnique({
    where: { organizationId_taskSlug_version: { organizationId, taskSlug, version } },
  });
  return row && toStoredConfiguration(row);
}

/** Newest first, those below `beforeVersion` where given. */
export async function selectConfigurationVersions(
  db: DatabaseTransaction,
  organizationId: string,
  taskSlug: string,
  { beforeVersion, take }: { beforeVersion: number | null; take: number },
): Promise<StoredConfiguration[]> {
  const rows = await db.taskConfiguration.findMany({
    where: { organizationId, taskSlug, ...(beforeVersion !== null && { version: { lt: beforeVersion } }) },
    orderBy: { version: "desc" },
    take,
  });
  return rows.map(toStoredConfiguration);
}

export type NewConfiguration = Omit<StoredConfiguration, "createdAt">;

export async function insertConfiguration(
  db: DatabaseTransaction,
  organizationId: string,
  configuration: NewConfiguration,
  now: Date,
): Promise<StoredConfiguration> {
  return toStoredConfiguration(
    await db.taskConfiguration.create({ data: { ...configuration, organizationId, createdAt: now } }),
  );
}

export async function insertMissingConfigurations(
  db: DatabaseTransaction,
  organizationId: string,
  configurations: readonly NewConfiguration[],
  now: Date,
): Promise<void> {
  await db.taskConfiguration.createMany({
    data: configurations.map((configuration) => ({ ...configuration, organizationId, createdAt: now })),
    skipDuplicates: true,
  });
}

function toTask(row: TaskTableRow): Task {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    kind: TaskKind.parse(row.kind),
    category: Category.parse(row.category),
    isBuiltIn: row.isBuiltIn,
    configurationVersion: row.configurationVersion,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function toStoredConfiguration(row: ConfigurationTableRow): StoredConfiguration {
  return {
    taskSlug: row.taskSlug,
    version: row.version,
    configuration: Configuration.parse(row.configuration),
    reason: row.reason,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}

/** Removes the task and all versions of its configuration. */
export async function deleteTaskRows(tx: DatabaseTransaction, organizationId: string, taskSlug: string): Promise<void> {
  await tx.taskConfiguration.deleteMany({ where: { organizationId, taskSlug } });
  await tx.task.deleteMany({ where: { organizationId, slug: taskSlug } });
}
