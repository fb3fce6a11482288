import type { Ctx } from "@/lib/platform/ctx";
import { decryptSecret } from "@/lib/platform/secrets";
import { environmentProviders } from "./environment-providers";
import type { Credentials } from "./provider-status";

/** The keys that this process can use for the caller's organization. */
export function credentialsOf({ runtime, organizationId }: Ctx): Credentials {
  return {
    environment: environmentProviders(runtime.environment),
    decrypt: (encrypted) => decryptSecret(runtime.environment.encryptionKey, encrypted, organizationId),
  };
}
