import type { Ctx } from "../ctx";
import type { Runtime } from "../runtime";

/** Something that is done again and again. Its name is the key under which all processes agree; a kind of job may share it. */
export type RecurringWork = {
  /** Unique, such as `alerts.evaluate`. Never rename it to mean something else. */
  name: string;
} & (InstallationWork | OrganizationWork);

type InstallationWork = {
  scope: "installation";
  /** From one start to the next, milliseconds. */
  intervalMs: number;
  run: (work: { runtime: Runtime; signal: AbortSignal }) => Promise<void>;
};

type OrganizationWork = {
  scope: "organization";
  /**
   * From one start to the next, milliseconds. A function reads it from what the organization set, null = not at all;
   * it is asked once a minute, so that a change takes effect soon.
   */
  intervalMs: number | ((ctx: Ctx) => Promise<number | null>);
  /** `ctx` acts as the system. */
  run: (work: { ctx: Ctx; signal: AbortSignal }) => Promise<void>;
};

/** In the place of an organization's id for what is done once for the whole installation. */
export const INSTALLATION_ID = "00000000-0000-0000-0000-000000000000";
