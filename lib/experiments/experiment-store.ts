import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import { isUniqueViolation } from "@/lib/platform/db";
import { conflict } from "@/lib/platform/errors";
import { fromStored, toStored } from "@/lib/platform/stored-json";
import { ExperimentDesign, type Verdict } from "./schemas";
import type { ExperimentStatus } from "./words";

/** Configuration versions around a promotion, so that it can be taken back. */
export type Promotion = { task: string; from: number; to: number };

/** One step with what was before it: the way back. */
export type Step = {
  action: string;
  label: string;
  at: string;
  by: string;
  before: {
    status: ExperimentStatus;
    phase: number;
    phaseStartedAt: string | null;
    startedAt: string | null;
    stoppedAt: string | null;
    weights: number[];
    design: ExperimentDesign;
    verdict: Verdict | null;
  };
  promotion: Promotion | null;
};

export type ExperimentRow = {
  organizationId: string;
  id: string;
  slug: string;
  status: ExperimentStatus;
  design: ExperimentDesign;
  phase: number;
  phaseStartedAt: Date | null;
  startedAt: Date | null;
  stoppedAt: Date | null;
  weights: number[];
  verdict: Verdict | null;
  steps: Step[];
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
};

/** Steps that can be taken back. */
const MAX_STEPS = 20;

export async function selectExperiment(
  db: DatabaseTransaction,
  organizationId: string,
  slug: string,
): Promise<ExperimentRow | null> {
  const row = await db.experiment.findUnique({ where: { organizationId_slug: { organizationId, slug } } });
  return row && toRow(row);
}

export type ExperimentListing = {
  status?: ExperimentStatus | undefined;
  task?: string | undefined;
  search?: string | undefined;
  afterId?: string | null;
  take: number;
};

/** Newest first, without deleted ones. */
export async function selectExperiments(
  db: DatabaseTransaction,
  organizationId: string,
  listing: ExperimentListing,
): Promise<ExperimentRow[]> {
  const { status, task, search, afterId, take } = listing;
  const rows = await db.experiment.findMany({
    where: {
      organizationId,
      deletedAt: null,
      ...(status && { status }),
      ...(task && { taskSlug: task }),
      ...(search && {
        OR: [{ name: { contains: search, mode: "insensitive" } }, { slug: { contains: search, mode: "insensitive" } }],
      }),
      ...(afterId && { id: { lt: afterId } }),
    },
    orderBy: { id: "desc" },
    take,
  });
  return rows.map(toRow);
}

/** Of every organization. */
export async function selectRunning(db: Database): Promise<ExperimentRow[]> {
  const rows = await db.experiment.findMany({ where: { status: "running", deletedAt: null }, orderBy: { id: "asc" } });
  return rows.map(toRow);
}

/** Until the transaction ends nobody else changes the experiment or counts for it. */
export async function lockExperiment(
  tx: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<ExperimentRow | null> {
  await tx.$executeRaw`SELECT 1 FROM experiments WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const row = await tx.experiment.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toRow(row);
}

/** Throws `conflict` when the slug is taken, also by one that was deleted. */
export async function insertExperiment(
  tx: DatabaseTransaction,
  ctx: Ctx,
  row: Pick<ExperimentRow, "id" | "slug" | "design">,
): Promise<ExperimentRow> {
  const now = ctx.now();
  try {
    const stored = await tx.experiment.create({
      data: {
        organizationId: ctx.organizationId,
        id: row.id,
        slug: row.slug,
        taskSlug: row.design.task,
        name: row.design.name,
        status: "draft",
        design: toStored(row.design),
        phase: 1,
        weights: row.design.variants.map(({ weight }) => weight),
        steps: [],
        createdBy: ctx.actor.name,
        createdAt: now,
        updatedAt: now,
      },
    });
    return toRow(stored);
  } catch (error) {
    if (isUniqueViolation(error)) throw slugTaken(row.slug);
    throw error;
  }
}

export const slugTaken = (slug: string) =>
  conflict(`There is an experiment \`${slug}\` already. Choose another slug`, { field: "slug" });

export async function updateExperimentRow(
  tx: DatabaseTransaction,
  row: ExperimentRow,
  now: Date,
): Promise<ExperimentRow> {
  const stored = await tx.experiment.update({
    where: { organizationId_id: { organizationId: row.organizationId, id: row.id } },
    data: {
      taskSlug: row.design.task,
      name: row.design.name,
      status: row.status,
      design: toStored(row.design),
      phase: row.phase,
      phaseStartedAt: row.phaseStartedAt,
      startedAt: row.startedAt,
      stoppedAt: row.stoppedAt,
      weights: row.weights,
      verdict: row.verdict ? toStored(row.verdict) : Prisma.DbNull,
      steps: toStored(row.steps.slice(-MAX_STEPS)),
      updatedAt: now,
      deletedAt: row.deletedAt,
    },
  });
  return toRow(stored);
}

/** The one place that trusts the columns' words: the table is written only from checked input. */
function toRow(row: Prisma.ExperimentGetPayload<object>): ExperimentRow {
  return {
    organizationId: row.organizationId,
    id: row.id,
    slug: row.slug,
    status: row.status as ExperimentStatus,
    design: ExperimentDesign.parse(row.design),
    phase: row.phase,
    phaseStartedAt: row.phaseStartedAt,
    startedAt: row.startedAt,
    stoppedAt: row.stoppedAt,
    weights: z.array(z.number()).parse(row.weights),
    verdict: row.verdict as Verdict | null,
    steps: fromStored<Step[]>(row.steps),
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    deletedAt: row.deletedAt,
  };
}
