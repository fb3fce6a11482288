import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadEmbeddedSecrets } from "./embedded-secrets";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gym-secrets-"));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

describe("loadEmbeddedSecrets", () => {
  it("makes secrets once and keeps them", () => {
    const dataDir = path.join(folder, "new", "data");
    const first = loadEmbeddedSecrets(dataDir);
    expect(first.encryptionKey).toHaveLength(32);
    expect(first.nextAuthSecret.length).toBeGreaterThanOrEqual(32);
    expect(loadEmbeddedSecrets(dataDir)).toEqual(first);
  });

  it("makes different secrets for every installation", () => {
    const [one, other] = ["a", "b"].map((name) => loadEmbeddedSecrets(path.join(folder, name)));
    expect(one!.nextAuthSecret).not.toBe(other!.nextAuthSecret);
    expect(one!.encryptionKey).not.toEqual(other!.encryptionKey);
  });

  it("lets nobody but the owner read the file, and leaves no other file behind", () => {
    loadEmbeddedSecrets(folder);
    expect(statSync(path.join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["secrets.json"]);
  });

  it.each(["", "{", "{}", '{"nextAuthSecret":"short","encryptionKey":"00"}', "null"])(
    "says what to do about a damaged file, and does not replace it (%j)",
    (content) => {
      const file = path.join(folder, "secrets.json");
      writeFileSync(file, content);
      expect(() => loadEmbeddedSecrets(folder)).toThrow(/secrets\.json is damaged\. Restore it from a backup/);
      expect(readFileSync(file, "utf8")).toBe(content);
    },
  );

  it("says what to do when the folder cannot be written", () => {
    const file = path.join(folder, "file");
    writeFileSync(file, "");
    expect(() => loadEmbeddedSecrets(path.join(file, "data"))).toThrow(/Set DATA_DIR/);
  });
});
