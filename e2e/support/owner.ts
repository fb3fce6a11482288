import path from "node:path";

export const OWNER = {
  organization: "Northwind Support",
  name: "Olga Owner",
  email: "olga@northwind.test",
  password: "three calm otters swim",
} as const;

/** Of this run; playwright.config.ts sets it before any test file is loaded. */
export const runFolder = process.env.E2E_FOLDER ?? "";

/** The owner's session: the first-run journey writes it, every other journey begins with it. */
export const ownerSession = path.join(runFolder, "owner-session.json");

/** The link that the server printed at its first start. */
export const setupLinkFile = path.join(runFolder, "setup-link");
