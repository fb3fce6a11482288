import type { Ctx } from "@/lib/platform/ctx";
import type { Runtime } from "@/lib/platform/runtime";
import { decryptSecret, encryptSecret, newToken } from "@/lib/platform/secrets";
import type { WebhookRow } from "./webhook-store";

const HINT_LENGTH = 4;

/** A fresh secret, and how it is stored: it opens only for this organization. */
export function newWebhookSecret({ organizationId, runtime }: Ctx) {
  const secret = newToken("whsec_");
  return {
    secret,
    encryptedSecret: encryptSecret(runtime.environment.encryptionKey, secret, organizationId),
    secretHint: secret.slice(-HINT_LENGTH),
  };
}

/** The secrets that sign now, the current one first. Throws `internal` with the reason when one does not open. */
export function signingSecrets({ environment }: Runtime, webhook: WebhookRow, now: Date): string[] {
  const { encryptedSecret, previousEncryptedSecret, previousSecretUntil, organizationId } = webhook;
  const isPreviousValid = previousEncryptedSecret !== null && previousSecretUntil !== null && previousSecretUntil > now;
  return [encryptedSecret, ...(isPreviousValid ? [previousEncryptedSecret] : [])].map((encrypted) =>
    decryptSecret(environment.encryptionKey, encrypted, organizationId),
  );
}
