// From a fresh clone to a running product. Needs nothing but Node; does only what is not done yet.
import { build, generateCode, isBuildCurrent } from "./steps/build.mjs";
import { install, isInstalled } from "./steps/install.mjs";
import { requireFreePort } from "./steps/port.mjs";
import { requireNode } from "./steps/require-node.mjs";
import { loadEnvironmentFiles } from "./steps/root.mjs";
import { serve } from "./steps/serve.mjs";
import { bold, fail, step } from "./steps/terminal.mjs";

requireNode();
loadEnvironmentFiles();
await requireFreePort("npm run up");

console.log(bold("\nAI Gym\n"));
try {
  if (!isInstalled()) await step("Install packages (about a minute)", install);
  await step("Generate code", generateCode);
  if (!isBuildCurrent()) await step("Build (about a minute)", build);
} catch (error) {
  fail(error.message);
}
console.log("  … Server\n");
await serve();
