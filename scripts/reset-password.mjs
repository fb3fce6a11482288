// Makes a one-time link for somebody who cannot sign in, also while the server runs: npm run reset-password -- --email ADDRESS
import { existsSync } from "node:fs";
import path from "node:path";
import { register } from "tsx/esm/api";
import { requireNode } from "./steps/require-node.mjs";
import { loadEnvironmentFiles } from "./steps/root.mjs";
import { fail } from "./steps/terminal.mjs";

requireNode();
loadEnvironmentFiles();
const email = process.argv[process.argv.indexOf("--email") + 1];
if (!process.argv.includes("--email") || !/^[^@\s]+@[^@\s]+$/.test(email ?? "")) {
  fail("Say for whom: npm run reset-password -- --email ada@company.com");
}

// A secret that were made here now is not the server's, and its link would be worth nothing.
const secrets = path.join(process.env.DATA_DIR || "data", "secrets.json");
if (!process.env.NEXTAUTH_SECRET && !existsSync(secrets)) {
  fail(`There is no ${secrets}. Run this where the server runs, with its DATA_DIR or NEXTAUTH_SECRET.`);
}

register();
try {
  const { loadEnvironment } = await import("../lib/platform/environment.ts");
  const { recoveryToken } = await import("../lib/auth/recovery-token.ts");
  const { nextAuthSecret, publicUrl, port } = loadEnvironment(process.env);
  const token = recoveryToken(email, { secret: nextAuthSecret, now: new Date() });
  console.log(`\nOpen this link within an hour, while AI Gym runs. It works once:\n`);
  console.log(`  ${publicUrl ?? `http://localhost:${port}`}/reset?token=${token}\n`);
} catch (error) {
  fail(error.message);
}
