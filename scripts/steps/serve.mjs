import { pathToFileURL } from "node:url";
import { inRoot } from "./root.mjs";

/**
 * Starts the built product in this process and returns when it listens. In this process, so that there is no second
 * one to forward signals to or to leave behind.
 */
export async function serve() {
  process.env.NODE_ENV = "production";
  await import(pathToFileURL(inRoot("dist/server.mjs")).href);
}
