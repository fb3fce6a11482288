import { createCipheriv, createDecipheriv, createHash, hash, randomBytes, timingSafeEqual } from "node:crypto";
import { AppError } from "./errors";

const VERSION = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts with AES-256-GCM into `v1.<key id>.<base64url of iv, ciphertext and tag>`. `key` is 32 bytes.
 * `associatedData` (our organization id) is not stored: the text opens only for the same organization.
 */
export function encryptSecret(key: Buffer, text: string, associatedData: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(associatedData, "utf8"));
  const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const payload = Buffer.concat([iv, ciphertext, cipher.getAuthTag()]).toString("base64url");
  return `${VERSION}.${encryptionKeyId(key)}.${payload}`;
}

/** Opens what `encryptSecret` made. Throws `internal` with the reason: another key, another owner, or damaged data. */
export function decryptSecret(key: Buffer, encrypted: string, associatedData: string): string {
  const [version, keyId, payload, ...rest] = encrypted.split(".");
  if (version !== VERSION || !keyId || !payload || rest.length > 0) {
    throw new AppError("internal", "A stored secret is not in a form that this version can read; enter it again");
  }
  if (keyId !== encryptionKeyId(key)) {
    throw new AppError(
      "internal",
      `A stored secret was encrypted with another ENCRYPTION_KEY (its id is ${keyId}, this server's is ${encryptionKeyId(key)}). Start with the earlier key, or enter the secret again`,
    );
  }
  const bytes = Buffer.from(payload, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(associatedData, "utf8"))
      .setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const ciphertext = bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new AppError("internal", "A stored secret is damaged or belongs to another organization; enter it again", {
      cause,
    });
  }
}

/** Eight hex digits that name an encryption key without revealing it. */
function encryptionKeyId(key: Buffer): string {
  return createHash("sha256").update("ai-gym.encryption-key-id").update(key).digest("hex").slice(0, 8);
}

/** SHA-256 as 64 hex digits. Enough for tokens of `newToken`; never for passwords. */
export function hashToken(token: string): string {
  return hash("sha256", token, "hex");
}

/** The prefix, then 192 random bits as 32 characters of base64url. */
export function newToken(prefix: string): string {
  return prefix + randomBytes(24).toString("base64url");
}

/** Compares without telling by its duration where the texts differ. */
export function isEqualSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text, "utf8").digest();
  return timingSafeEqual(digest(given), digest(expected));
}
