import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { z } from "zod";
import { invalidInput } from "./errors";

export type EmbeddedSecrets = { nextAuthSecret: string; encryptionKey: Buffer };

const SecretsFile = z.strictObject({
  nextAuthSecret: z.string().min(32),
  /** 32 bytes, hex. */
  encryptionKey: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * The secrets of an installation that nobody configured, from `secrets.json` in the data folder (mode 0600). Made
 * once; an existing file is never replaced, since everything encrypted with its key would be lost. Throws
 * `invalid_input` when the file is there but cannot be used.
 */
export function loadEmbeddedSecrets(dataDir: string): EmbeddedSecrets {
  const file = path.join(dataDir, "secrets.json");
  return readSecrets(file) ?? createSecrets(file);
}

function readSecrets(file: string): EmbeddedSecrets | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) return null;
    throw invalidInput(`${file} cannot be read. Give this user read access to it`, { cause: error });
  }
  const parsed = SecretsFile.safeParse(parseJson(text));
  if (!parsed.success) {
    throw invalidInput(
      `${file} is damaged. Restore it from a backup; or, if there is none, move it away and start again: sign-ins end and stored provider keys have to be entered anew`,
    );
  }
  return {
    nextAuthSecret: parsed.data.nextAuthSecret,
    encryptionKey: Buffer.from(parsed.data.encryptionKey, "hex"),
  };
}

function createSecrets(file: string): EmbeddedSecrets {
  const content = {
    nextAuthSecret: randomBytes(32).toString("base64url"),
    encryptionKey: randomBytes(32).toString("hex"),
  };
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    try {
      writeDurably(temporary, `${JSON.stringify(content, null, 2)}\n`);
      publish(temporary, file);
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch (error) {
    throw invalidInput(
      `${file} cannot be written. Set DATA_DIR to a folder that this user may write to, with space left`,
      { cause: error },
    );
  }
  const stored = readSecrets(file);
  if (!stored) throw invalidInput(`${file} disappeared while it was being written`);
  return stored;
}

function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, "wx", 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A link, unlike a rename, never replaces what another process published first. */
function publish(temporary: string, file: string): void {
  try {
    linkSync(temporary, file);
  } catch (error) {
    if (hasCode(error, "EEXIST")) return;
    const isWithoutLinks = hasCode(error, "EPERM") || hasCode(error, "ENOTSUP") || hasCode(error, "ENOSYS");
    if (!isWithoutLinks) throw error;
    renameSync(temporary, file);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
