import { createHmac } from "node:crypto";

/** `t=` seconds since 1970, then `v1=` HMAC-SHA256 over `timestamp.body` in hex, once for each secret that is valid now. */
export const SIGNATURE_HEADER = "x-gym-signature";

/** Receivers recompute it over the bytes they got, compare in constant time, and refuse times more than five minutes off. */
export function signWebhook(secrets: readonly string[], body: string, at: Date): string {
  const timestamp = Math.floor(at.getTime() / 1_000);
  const signatures = secrets.map((secret) => createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex"));
  return [`t=${timestamp}`, ...signatures.map((signature) => `v1=${signature}`)].join(",");
}
