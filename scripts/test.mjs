// Everything that can be tested here, from a fresh clone on. `npm test -- --only unit,e2e` chooses parts; what follows
// (a path, a filter) goes to their runners. REQUIRE_SERVICES=1 makes a missing database, Redis or browser a failure.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build, generateCode, isBuildCurrent } from "./steps/build.mjs";
import { install, isInstalled } from "./steps/install.mjs";
import { requireNode } from "./steps/require-node.mjs";
import { root } from "./steps/root.mjs";
import { runNode } from "./steps/run-command.mjs";
import { missingServices } from "./steps/services.mjs";
import { fail, step } from "./steps/terminal.mjs";
import { NONE, readCounts } from "./steps/test-counts.mjs";

const PARTS = ["unit", "integration", "e2e"];

requireNode();
process.chdir(root);
const { parts, rest } = readArguments(process.argv.slice(2));
const reports = mkdtempSync(path.join(tmpdir(), "ai-gym-test-"));
process.on("exit", () => rmSync(reports, { recursive: true, force: true }));

const total = { ...NONE };
const notes = [];
try {
  if (!isInstalled()) await step("Install packages (about a minute)", install);
  await step("Generate code", generateCode);
  const missing = await missingServices();
  for (const part of parts) await runPart(part, missing[part] ?? []);
} catch (error) {
  console.error(`\n${error.message}`);
  total.failed += 1;
}

for (const note of notes) console.log(note);
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

function readArguments(given) {
  const at = given.indexOf("--only");
  if (at < 0) return { parts: PARTS, rest: given };
  const chosen = (given[at + 1] ?? "").split(",");
  const unknown = chosen.filter((part) => !PARTS.includes(part));
  if (unknown.length > 0) fail(`--only takes ${PARTS.join(", ")}; not "${unknown.join(",")}".`);
  return { parts: PARTS.filter((part) => chosen.includes(part)), rest: given.toSpliced(at, 2) };
}

async function runPart(part, missing) {
  for (const line of missing) notes.push(`Not tested here, ${line}`);
  if (missing.length > 0 && process.env.REQUIRE_SERVICES === "1") {
    total.failed += missing.length;
    return;
  }
  if (part === "e2e") {
    if (missing.length > 0) return;
    if (!isBuildCurrent()) await step("Build (about a minute)", build);
  }
  console.log(`\n${part}`);
  const report = path.join(reports, `${part}.json`);
  const endedWell = await (part === "e2e" ? playwright(report) : vitest(part, report)).then(
    () => true,
    () => false,
  );
  const counts = readCounts(report, part !== "e2e", endedWell);
  for (const outcome of Object.keys(total)) total[outcome] += counts[outcome];
}

function vitest(project, report) {
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return runNode(project, ["node_modules/vitest/vitest.mjs", ...args, ...rest], {
    show: true,
    env: { NODE_ENV: "test" },
  });
}

function playwright(report) {
  return runNode("e2e", ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...rest], {
    show: true,
    env: { NODE_ENV: undefined, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
}
