import { route } from "@/lib/auth";
import { exportSavings, listSavings, updateHoldoutShare } from "@/lib/savings";
import { SavingsQuery, UpdateHoldoutInput } from "@/lib/savings/schemas";

/**
 * What changes saved, month by month, against a random share of the requests that was served as before. With `format`
 * every month of every change as a file.
 */
export const GET = route({
  query: SavingsQuery,
  handle: async ({ ctx, query }) => (query.format ? exportSavings(ctx, query) : listSavings(ctx, query)),
});

/** Changes which share of a task's requests a change leaves as they were: 0 to hold nothing back, null for the default. */
export const PATCH = route({ body: UpdateHoldoutInput, handle: ({ ctx, body }) => updateHoldoutShare(ctx, body) });
