import type { Database } from "@/lib/platform/db";
import { selectBudgetMarkers, selectBudgets, type BudgetRow } from "./budget-store";

/** A budget that is switched on, as requests see it. */
export type LiveBudget = BudgetRow["content"] & { id: string };

/** The budgets of every organization in memory: a request to which none applies costs one look into a map. */
export type BudgetBook = {
  /** Those that are switched on; a custom one also before and after its period. */
  of(organizationId: string): readonly LiveBudget[];
  organizationIds(): string[];
  /** Reads the organization anew; call it after a write has committed. */
  refresh(organizationId: string): Promise<void>;
  /** Reads those organizations anew in which anything changed, in whichever process. Returns them. */
  refreshChanged(): Promise<string[]>;
};

const NONE: readonly LiveBudget[] = [];

export function createBudgetBook(db: Database): BudgetBook {
  const budgets = new Map<string, readonly LiveBudget[]>();
  const markers = new Map<string, string>();
  const running = new Map<string, Promise<void>>();

  async function load(organizationId: string): Promise<void> {
    // The marker is read first: a change in between is then seen as news by the next look, not missed.
    const marker = (await selectBudgetMarkers(db, organizationId)).get(organizationId);
    const rows = marker === undefined ? [] : await selectBudgets(db, organizationId, { status: "current" });
    const live = rows.filter(({ content }) => content.isEnabled).map(({ id, content }) => ({ id, ...content }));
    if (marker === undefined) markers.delete(organizationId);
    else markers.set(organizationId, marker);
    if (live.length === 0) budgets.delete(organizationId);
    else budgets.set(organizationId, live);
  }

  /** One after the other: whoever asks gets what was read after asking. */
  function refresh(organizationId: string): Promise<void> {
    const begin = () => load(organizationId);
    const next = (running.get(organizationId) ?? Promise.resolve()).then(begin, begin).finally(() => {
      if (running.get(organizationId) === next) running.delete(organizationId);
    });
    running.set(organizationId, next);
    return next;
  }

  return {
    of: (organizationId) => budgets.get(organizationId) ?? NONE,
    organizationIds: () => [...budgets.keys()],
    refresh,
    async refreshChanged() {
      const current = await selectBudgetMarkers(db);
      const known = new Set([...markers.keys(), ...current.keys()]);
      const changed = [...known].filter((id) => markers.get(id) !== current.get(id));
      await Promise.all(changed.map(refresh));
      return changed;
    },
  };
}
