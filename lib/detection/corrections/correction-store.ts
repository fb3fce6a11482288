import { createHash } from "node:crypto";
import { CATEGORIES } from "@/lib/registry/words";
import type { Ctx } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import { storableText } from "@/lib/platform/stored-json";
import type { CorrectDetectionInput, DetectionCorrection } from "../schemas";
import { EMOTIONS } from "../words";

type Row = {
  id: string;
  message: string;
  category: string | null;
  emotion: string | null;
  createdBy: string;
  createdAt: Date;
};

/** What was said of the same message before is replaced; what is not said now stays. */
export async function upsertCorrection(ctx: Ctx, input: CorrectDetectionInput): Promise<DetectionCorrection> {
  const { organizationId } = ctx;
  const message = storableText(input.message);
  const messageHash = createHash("sha256").update(message.trim().toLowerCase()).digest("hex");
  const said = {
    ...(input.category && { category: input.category }),
    ...(input.emotion && { emotion: input.emotion }),
    createdBy: ctx.actor.name,
    createdAt: ctx.now(),
  };
  const row = await ctx.db.detectionCorrection.upsert({
    where: { organizationId_messageHash: { organizationId, messageHash } },
    create: { organizationId, id: newId(ctx.now().getTime()), message, messageHash, ...said },
    update: said,
  });
  return toCorrection(row);
}

/** Newest first; ids sort by time. */
export async function selectCorrections(
  ctx: Ctx,
  { limit, afterId }: { limit: number; afterId: string | null },
): Promise<DetectionCorrection[]> {
  const rows = await ctx.db.detectionCorrection.findMany({
    where: { organizationId: ctx.organizationId, ...(afterId && { id: { lt: afterId } }) },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(toCorrection);
}

export const countCorrections = (ctx: Ctx): Promise<number> =>
  ctx.db.detectionCorrection.count({ where: { organizationId: ctx.organizationId } });

/** false when there was none. */
export async function deleteCorrectionRow(ctx: Ctx, id: string): Promise<boolean> {
  const { count } = await ctx.db.detectionCorrection.deleteMany({ where: { organizationId: ctx.organizationId, id } });
  return count > 0;
}

const toCorrection = ({ id, message, category, emotion, createdBy, createdAt }: Row): DetectionCorrection => ({
  id,
  message,
  category: CATEGORIES.find((known) => known === category) ?? null,
  emotion: EMOTIONS.find((known) => known === emotion) ?? null,
  createdBy,
  createdAt: createdAt.toISOString(),
});
