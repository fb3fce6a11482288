import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import type { CorrectDetectionInput, DetectionCorrection, ListCorrectionsQuery } from "../schemas";
import { deleteCorrectionRow, selectCorrections, upsertCorrection } from "./correction-store";

/** Says what a message is about in truth; the next retraining learns from it. */
export async function correctDetection(ctx: Ctx, input: CorrectDetectionInput): Promise<DetectionCorrection> {
  requireScope(ctx, "record");
  return upsertCorrection(ctx, input);
}

/** Newest first. */
export async function listCorrections(ctx: Ctx, query: ListCorrectionsQuery): Promise<Page<DetectionCorrection>> {
  requireScope(ctx, "read");
  const { limit, cursor } = query;
  const rows = await selectCorrections(ctx, { limit: limit + 1, afterId: decodeCursor(cursor, z.uuid()) });
  return page({ rows, limit, cursorOf: ({ id }) => id });
}

/** Takes it back. Throws `not_found` when this organization has no such correction. */
export async function deleteCorrection(ctx: Ctx, id: string): Promise<void> {
  requireScope(ctx, "record");
  if (isId(id) && (await deleteCorrectionRow(ctx, id))) return;
  throw notFound(`There is no correction ${id}`);
}
