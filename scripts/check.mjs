// What must hold of the code itself: types, lint, format, boundaries, unused code, unit tests. Two lanes, because each
// tool keeps one processor busy; all that is wrong is said at the end, not only the first of it.
import { availableParallelism } from "node:os";
import { generateCode } from "./steps/build.mjs";
import { requireNode } from "./steps/require-node.mjs";
import { root } from "./steps/root.mjs";
import { runNode } from "./steps/run-command.mjs";
import { step } from "./steps/terminal.mjs";

const TOOLS = [
  ["lint", "node_modules/eslint/bin/eslint.js", ".", "--max-warnings", "0"],
  ["types", "node_modules/typescript/bin/tsc", "--noEmit"],
  [
    "boundaries",
    "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
    ".",
    "--config",
    ".dependency-cruiser.cjs",
  ],
  ["unused code", "node_modules/knip/bin/knip.js"],
  ["format", "node_modules/prettier/bin/prettier.cjs", "--check", "."],
];
/** Of lint and types each holds the whole program in memory. */
const MAX_LANES = 2;

requireNode();
process.chdir(root);
await generateCode();

const problems = [];
const waiting = [...TOOLS];
await Promise.all(Array.from({ length: Math.min(MAX_LANES, availableParallelism()) }, lane));
await run("unit tests", ["node_modules/vitest/vitest.mjs", "run", "--project", "unit"], { show: true });

for (const problem of problems) console.error(`\n${problem.message}`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function lane() {
  for (let tool = waiting.shift(); tool; tool = waiting.shift()) await run(tool[0], tool.slice(1));
}

async function run(name, args, options) {
  await step(name, () => runNode(name, args, options).then(() => undefined)).catch((error) => problems.push(error));
}
