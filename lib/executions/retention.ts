import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { readSetting, writeSetting, type SettingDefinition } from "@/lib/platform/settings";
import { UpdateRetentionInput, type Retention } from "./schemas";

const RETENTION: SettingDefinition<UpdateRetentionInput> = {
  name: "executions.retention",
  schema: UpdateRetentionInput,
  fallback: { days: null },
};

/** How long the organization keeps executions. (Default: for ever.) */
export async function getRetention(ctx: Ctx): Promise<Retention> {
  requireScope(ctx, "read");
  const { days } = await readSetting(ctx, RETENTION);
  const deletedBefore = await purgedBefore(ctx);
  return { days, deletedBefore: deletedBefore?.toISOString() ?? null };
}

/** Sets how long executions are kept. The first older ones go within an hour, for good. */
export async function updateRetention(ctx: Ctx, input: UpdateRetentionInput): Promise<Retention> {
  await writeSetting(ctx, RETENTION, input);
  return getRetention(ctx);
}

/** Executions from before this time were deleted; null when none were. */
export async function purgedBefore(ctx: Ctx): Promise<Date | null> {
  const row = await ctx.db.executionPurge.findUnique({ where: { organizationId: ctx.organizationId } });
  return row?.before ?? null;
}
