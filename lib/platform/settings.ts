import type { z } from "zod";
import { recordAudit } from "./audit";
import { requireScope, type Ctx } from "./ctx";
import { invalidInput } from "./errors";
import { jsonText } from "./stored-json";

/** A named value of an organization. `schema` checks it in both directions; `fallback` is the value until it is set. */
export type SettingDefinition<Value> = { name: string; schema: z.ZodType<Value>; fallback: Value };

/**
 * The organization's value, or the fallback when it was never set. A stored value that the schema no longer accepts
 * (an older version wrote it) counts as never set, and the log says so.
 */
export async function readSetting<Value>(ctx: Ctx, setting: SettingDefinition<Value>): Promise<Value> {
  requireScope(ctx, "read");
  const row = await ctx.db.setting.findUnique({
    where: { organizationId_name: { organizationId: ctx.organizationId, name: setting.name } },
  });
  if (!row) return setting.fallback;
  const parsed = setting.schema.safeParse(row.value);
  if (parsed.success) return parsed.data;
  ctx.runtime.log.warn(
    { setting: setting.name, issues: parsed.error.issues },
    "A stored setting is not valid any more; its default is used",
  );
  return setting.fallback;
}

/** Sets the value and writes the audit row with it. Throws `invalid_input` when the schema refuses the value. */
export async function writeSetting<Value>(
  ctx: Ctx,
  setting: SettingDefinition<Value>,
  value: Value,
  reason?: string,
): Promise<Value> {
  requireScope(ctx, "admin");
  const parsed = setting.schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalidInput(
      `The setting \`${setting.name}\` cannot be this: ${issue?.message ?? "the value is not valid"}`,
      {
        field: issue?.path.join(".") || setting.name,
      },
    );
  }
  const key = { organizationId: ctx.organizationId, name: setting.name };
  const content = { value: JSON.parse(jsonText(parsed.data)) as object, updatedAt: ctx.now() };
  await ctx.db.$transaction(async (tx) => {
    const before = await tx.setting.findUnique({ where: { organizationId_name: key } });
    await tx.setting.upsert({
      where: { organizationId_name: key },
      create: { ...key, ...content },
      update: content,
    });
    await recordAudit(tx, ctx, {
      action: "setting.update",
      subjectType: "setting",
      subjectId: setting.name,
      before: before?.value ?? null,
      after: parsed.data,
      reason: reason ?? null,
    });
  });
  return parsed.data;
}
