import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { compressStaticFiles } from "./compress.mjs";
import { inRoot, root } from "./root.mjs";
import { runNode } from "./run-command.mjs";

/** What the built product is made of. */
const SOURCES = [
  "app",
  "components",
  "explain-refused-method.ts",
  "lib",
  "prisma",
  "public",
  "simulator",
  "instrumentation.ts",
  "next.config.ts",
  "other-spellings.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "server.ts",
  "static-files.ts",
  "tsconfig.json",
];
const NOT_BUILT = /\.(test|integration\.test)\.tsx?$|\.md$/;

const stampFile = inRoot(".next/ai-gym-sources");

function* filesUnder(place) {
  if (!existsSync(place)) return;
  if (statSync(place).isFile()) return yield place;
  for (const name of readdirSync(place).sort()) yield* filesUnder(path.join(place, name));
}

function sourceHash() {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of filesUnder(inRoot(source))) {
      if (NOT_BUILT.test(file)) continue;
      hash.update(path.relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

export const isBuilt = () => existsSync(inRoot(".next/BUILD_ID")) && existsSync(inRoot("dist/server.mjs"));

/** Whether the last build was made from the files as they are now. */
export const isBuildCurrent = () =>
  isBuilt() && existsSync(stampFile) && readFileSync(stampFile, "utf8") === sourceHash();

/** The database client and the list of the API's routes, each only when it is out of date. */
export async function generateCode() {
  await Promise.all([
    runNode("Generating the database client", ["scripts/prisma-generate.mjs"]),
    runNode("Listing the routes of the API", ["scripts/generate-routes.mjs"]),
  ]);
}

/** Builds the product into `.next` and `dist`. The generated code must exist. */
export async function build({ show = false } = {}) {
  const hash = sourceHash();
  rmSync(stampFile, { force: true });
  try {
    await runNode("next build", ["node_modules/next/dist/bin/next", "build"], {
      show,
      env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
  } catch (error) {
    // The cache would keep a failure such as a missing package after its cause is gone.
    rmSync(inRoot(".next/cache"), { recursive: true, force: true });
    throw error;
  }
  await Promise.all([bundleServer(), compressStaticFiles()]);
  writeFileSync(stampFile, hash);
}

async function bundleServer() {
  const esbuild = await import("esbuild");
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["server.ts"],
    outfile: "dist/server.mjs",
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
}
