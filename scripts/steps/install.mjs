import { existsSync, readFileSync } from "node:fs";
import { inRoot } from "./root.mjs";
import { runCommand, runNode } from "./run-command.mjs";

/** Installs exactly what package-lock.json says. */
export async function install() {
  // `npm ci` removes a half-finished node_modules by itself. NODE_ENV=production in the shell would leave out what the
  // build needs, hence `--include=dev`.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  const options = { env: { NODE_ENV: undefined } };
  if (npm?.endsWith(".js")) await runNode("npm ci", [npm, ...args], options);
  else await runCommand("npm ci", process.platform === "win32" ? "npm.cmd" : "npm", args, options);
}

/** By npm's own record, node_modules/.package-lock.json. It is written last, so an interrupted installation has none. */
export function isInstalled() {
  const record = inRoot("node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const present = JSON.parse(readFileSync(record, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(([place, { version, optional, devOptional }]) => {
    if (place === "") return true;
    const found = present[place];
    // Packages for other platforms are in the lock file and rightly not on the disk.
    return found ? found.version === version && existsSync(inRoot(place)) : optional === true || devOptional === true;
  });
}
