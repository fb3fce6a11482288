// Generates the Prisma client into generated/prisma, offline. Skips when nothing that decides the result has changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const schemaDir = path.join(root, "prisma/schema");
const outputDir = path.join(root, "generated/prisma");
const stampFile = path.join(outputDir, ".source-hash");
const prismaDir = path.join(root, "node_modules/prisma");

/** Hash of the schema files and of the generator's version. */
function sourceHash() {
  const hash = createHash("sha256").update(readFileSync(path.join(prismaDir, "package.json")));
  for (const file of readdirSync(schemaDir).sort()) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(path.join(schemaDir, file)));
  }
  return hash.digest("hex");
}

if (!existsSync(prismaDir)) {
  console.error("Packages are not installed: run `npm ci --include=dev` first.");
  process.exit(1);
}

const hash = sourceHash();
const isCurrent =
  existsSync(path.join(outputDir, "client.ts")) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash;

if (!isCurrent || process.argv.includes("--force")) {
  // `generate` never starts the schema engine, yet downloads it unless a path is given. The path is set for this one
  // process: set globally it would make `prisma migrate` report success without doing anything.
  const result = spawnSync(process.execPath, [path.join(prismaDir, "build/index.js"), "generate"], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  if (result.status !== 0) {
    console.error(`${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}`.trim());
    process.exit(result.status ?? 1);
  }
  writeFileSync(stampFile, hash);
  console.log("Generated the Prisma client.");
}
