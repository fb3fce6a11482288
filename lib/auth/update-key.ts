import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { updateKeyRow } from "./key-store";
import { asApiKey, auditedKey, keyStatus } from "./key-views";
import { requireKey } from "./revoke-key";
import type { ApiKey, UpdateKeyInput } from "./schemas";

/**
 * Changes a key's name and limits; what is not given stays. In force at once in this process, within five seconds in
 * every other. Throws `conflict` when the key has ended.
 */
export async function updateKey(ctx: Ctx, keyId: string, input: UpdateKeyInput): Promise<ApiKey> {
  requireScope(ctx, "admin");
  const now = ctx.now();
  const changed = await ctx.db.$transaction(async (tx) => {
    const before = await requireKey(tx, ctx, keyId);
    if (keyStatus(before, now) !== "active") throw conflict("This key has ended and cannot be changed");
    const after = await updateKeyRow(tx, before, input);
    await recordAudit(tx, ctx, {
      action: "key.update",
      subjectType: "key",
      subjectId: after.id,
      before: auditedKey(before),
      after: auditedKey(after),
    });
    return after;
  });
  ctx.runtime.keys.forget(changed.hash);
  return asApiKey(changed, { now, createdByName: null });
}
