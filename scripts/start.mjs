// Starts what `npm run build` has made, as it is.
import { isBuilt } from "./steps/build.mjs";
import { requireFreePort } from "./steps/port.mjs";
import { requireNode } from "./steps/require-node.mjs";
import { loadEnvironmentFiles } from "./steps/root.mjs";
import { serve } from "./steps/serve.mjs";
import { fail } from "./steps/terminal.mjs";

requireNode();
loadEnvironmentFiles();
if (!isBuilt()) fail("Nothing is built yet. Run `npm run build` first, or `npm run up`, which does everything.");
await requireFreePort("npm start");
await serve();
