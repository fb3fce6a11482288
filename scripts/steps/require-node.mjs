import { readFileSync } from "node:fs";
import { inRoot } from "./root.mjs";
import { fail } from "./terminal.mjs";

/** Exits with a message when this Node is older than package.json asks for. */
export function requireNode() {
  const wanted = JSON.parse(readFileSync(inRoot("package.json"), "utf8")).engines.node.replace(">=", "");
  const [major, minor] = wanted.split(".").map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split(".").map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  fail(`Node ${process.versions.node} is too old: AI Gym needs Node ${wanted} or newer (https://nodejs.org).`);
}
