// Lists the API's routes in generated/routes.ts, with what their authors wrote about handlers and fields.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "./steps/root.mjs";
import { describeRoutes, routeFiles, routesHash } from "./steps/describe-routes.mjs";

const outputFile = inRoot("generated/routes.ts");
const hash = routesHash();
const mark = `// ${hash}`;

if (!existsSync(outputFile) || !readFileSync(outputFile, "utf8").startsWith(mark) || process.argv.includes("--force")) {
  mkdirSync(inRoot("generated"), { recursive: true });
  writeFileSync(outputFile, `${mark}\n${await source()}`);
  console.log("Listed the routes of the API.");
}

async function source() {
  const routes = await describeRoutes(routeFiles());
  const imports = routes.map(({ file }, index) => `import * as route${index} from "@/${file.replace(/\.ts$/, "")}";`);
  const rows = routes.map(
    ({ path, docs }, index) =>
      `  { path: ${JSON.stringify(path)}, handlers: route${index}, docs: ${JSON.stringify(docs)} },`,
  );
  return [
    'import type { ApiRoute } from "@/lib/platform/openapi/types";',
    ...imports,
    "",
    "export const ROUTES: readonly ApiRoute[] = [",
    ...rows,
    "];",
    "",
  ].join("\n");
}
