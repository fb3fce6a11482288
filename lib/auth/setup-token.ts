import { createHmac } from "node:crypto";
import { isEqualSecret } from "@/lib/platform/secrets";

/**
 * The token of the one-time link with which the first person becomes the owner. It follows from the server's secret,
 * so every replica prints the same link and nothing has to be stored.
 */
export function setupToken(secret: string): string {
  return createHmac("sha256", secret).update("setup").digest("base64url");
}

export const setupLink = (publicUrl: string, secret: string): string =>
  `${publicUrl}/setup?token=${setupToken(secret)}`;

/** Takes the same time for every wrong token. */
export const isSetupToken = (token: string, secret: string): boolean => isEqualSecret(token, setupToken(secret));
