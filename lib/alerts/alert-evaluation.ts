import { systemCtx } from "@/lib/platform/ctx";
import type { RecurringWork } from "@/lib/platform/jobs";
import { evaluateAlerts } from "./evaluate-alerts";
import { selectWatchingOrganizations } from "./rule-store";

/** Judges the rules of every organization that has any. What fails for one is logged and does not keep the others. */
export const alertEvaluation: RecurringWork = {
  name: "alerts.evaluate",
  scope: "installation",
  intervalMs: 15_000,
  run: async ({ runtime, signal }) => {
    for (const organizationId of await selectWatchingOrganizations(runtime.db)) {
      signal.throwIfAborted();
      await evaluateAlerts(systemCtx(runtime, organizationId, "alerts")).catch((error: unknown) =>
        runtime.log.error({ err: error, organizationId }, "alert rules could not be judged"),
      );
    }
  },
};
