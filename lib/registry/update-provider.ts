import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput, notFound } from "@/lib/platform/errors";
import { changeRegistry } from "./change-registry";
import { encryptKey } from "./create-provider";
import { getProvider, requireProvider } from "./get-provider";
import type { Provider, UpdateProviderInput } from "./provider-schemas";
import { keyHintOf } from "./provider-status";
import { selectProvider, updateProviderRow, type ProviderChanges, type StoredProvider } from "./provider-store";
import { auditable } from "./provider-view";

/** Changes what is given and leaves the rest. Needs the scope `admin`. */
export async function updateProvider(ctx: Ctx, id: string, input: UpdateProviderInput): Promise<Provider> {
  requireScope(ctx, "admin");
  refuseUnsafe(await requireProvider(ctx, id), input);
  const { apiKey, ...plain } = input;
  const changes: ProviderChanges = {
    ...plain,
    ...(apiKey !== undefined && {
      encryptedKey: apiKey && encryptKey(ctx, apiKey),
      keyHint: apiKey && keyHintOf(apiKey),
    }),
  };
  await changeRegistry(ctx, async (tx) => {
    const before = await selectProvider(tx, ctx.organizationId, id);
    if (!before) throw notFound("The provider was deleted meanwhile");
    const after = await updateProviderRow(tx, ctx.organizationId, id, changes, ctx.now());
    await recordAudit(tx, ctx, {
      action: "provider.update",
      subjectType: "provider",
      subjectId: id,
      before: auditable(before),
      after: { ...auditable(after), isKeyReplaced: Boolean(apiKey) },
    });
  });
  return getProvider(ctx, id);
}

function refuseUnsafe(provider: StoredProvider, { baseUrl, apiKey }: UpdateProviderInput): void {
  if (provider.source !== "added" && (baseUrl !== undefined || apiKey !== undefined)) {
    throw conflict(
      provider.source === "built_in"
        ? `${provider.name} runs in this process and has neither address nor key`
        : `The address and key of ${provider.name} come from environment variables: change them there`,
    );
  }
  const isMoved = baseUrl !== undefined && baseUrl !== provider.baseUrl;
  if (isMoved && provider.encryptedKey !== null && apiKey === undefined) {
    throw invalidInput("A stored key is not sent to a new address: enter `apiKey` again together with `baseUrl`", {
      field: "apiKey",
    });
  }
}
