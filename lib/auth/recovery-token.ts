import { createHmac } from "node:crypto";
import { isEqualSecret } from "@/lib/platform/secrets";

const PREFIX = "gym_recover_";
const RECOVERY_MS = 60 * 60_000;

/** For whom a link of the command line is, and until when it works, milliseconds since 1970. */
export type Recovery = { email: string; expiresAtMs: number };

const sign = (secret: string, payload: string): string =>
  createHmac("sha256", secret).update(`recover ${payload}`).digest("base64url");

/**
 * A token with which a person gets another password within an hour. It follows from the server's secret, so that the
 * operator can make one while the server holds the database, and nothing has to be stored before it is used.
 */
export function recoveryToken(email: string, { secret, now }: { secret: string; now: Date }): string {
  const recovery: Recovery = { email: email.trim().toLowerCase(), expiresAtMs: now.getTime() + RECOVERY_MS };
  const payload = Buffer.from(JSON.stringify(recovery)).toString("base64url");
  return `${PREFIX}${payload}.${sign(secret, payload)}`;
}

export const isRecoveryToken = (token: string): boolean => token.startsWith(PREFIX);

/** null for a token that was not made with this secret. Whether it has expired is the caller's to judge. */
export function readRecoveryToken(token: string, secret: string): Recovery | null {
  const [payload = "", signature = ""] = token.slice(PREFIX.length).split(".");
  if (!isRecoveryToken(token) || !isEqualSecret(signature, sign(secret, payload))) return null;
  // What is signed was written above.
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as Recovery;
}
