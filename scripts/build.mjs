// Database client, pages and API, server file: everything that `npm start` needs.
import { build, generateCode } from "./steps/build.mjs";
import { requireNode } from "./steps/require-node.mjs";
import { loadEnvironmentFiles } from "./steps/root.mjs";
import { fail } from "./steps/terminal.mjs";

requireNode();
loadEnvironmentFiles();
try {
  await generateCode();
  await build({ show: true });
} catch (error) {
  fail(error.message);
}
