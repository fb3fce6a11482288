import { Prisma } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";

/** What a classification was asked and what it answered. */
export type ClassifiedInput = {
  id: string;
  createdAt: string;
  task: string;
  /** The beginning of what was asked. */
  input: string;
  label: string | null;
  /** 0–1. */
  confidence: number | null;
  model: string;
};

/** Longest part of an input that is stored, characters: an input of this length may be the beginning of a longer one. */
export const STORED_INPUT_CHARACTERS = 1_000;

type Row = Omit<ClassifiedInput, "createdAt"> & { createdAt: Date };
const toInput = (row: Row): ClassifiedInput => ({ ...row, createdAt: row.createdAt.toISOString() });

/** The inputs of these executions, as far as they were stored. */
export async function readInputs(
  db: Database | DatabaseTransaction,
  ctx: Ctx,
  ids: readonly string[],
): Promise<ClassifiedInput[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT id::text, created_at AS "createdAt", task_slug AS task, input_preview AS input, label, confidence,
      coalesce(model_slug, '') AS model
    FROM executions
    WHERE organization_id = ${ctx.organizationId}::uuid AND id = ANY(${[...ids]}::uuid[])
      AND input_preview IS NOT NULL AND input_preview <> ''`;
  return rows.map(toInput);
}

type ClassifiedQuestion = {
  task: string;
  from: Date;
  /** Excluded. */
  to: Date;
  /** Only those with less confidence, 0–1. (Default: all) */
  below?: number | null;
  /** (Default: newest) */
  first?: "newest" | "oldest";
  limit: number;
};

/** Classifications of a task that were answered in a window, at most `limit`. */
export async function readClassified(
  ctx: Ctx,
  { task, from, to, below = null, first = "newest", limit }: ClassifiedQuestion,
): Promise<ClassifiedInput[]> {
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT id::text, created_at AS "createdAt", task_slug AS task, input_preview AS input, label, confidence,
      coalesce(model_slug, '') AS model
    FROM executions
    WHERE organization_id = ${ctx.organizationId}::uuid AND task_slug = ${task}
      AND created_at >= ${from} AND created_at < ${to} AND status = 'success' AND label IS NOT NULL
      AND input_preview IS NOT NULL AND input_preview <> ''
      AND (${below}::float8 IS NULL OR confidence < ${below}::float8)
    ORDER BY ${Prisma.raw(first === "newest" ? "created_at DESC, id DESC" : "created_at, id")} LIMIT ${limit}`;
  return rows.map(toInput);
}
