import { createLoader, parseAsStringLiteral, type inferParserType } from "nuqs/server";
import type { TaskFilters } from "@/lib/client/tasks";
import { CATEGORIES, TASK_KINDS } from "@/lib/registry/words";

/** What of the list of tasks lies in its address. */
export const taskParsers = { kind: parseAsStringLiteral(TASK_KINDS), category: parseAsStringLiteral(CATEGORIES) };

export const loadTaskParameters = createLoader(taskParsers);

export const taskFiltersOf = ({ kind, category }: inferParserType<typeof taskParsers>): TaskFilters => ({
  ...(kind && { kind }),
  ...(category && { category }),
});

export const TASK_TABS = ["configuration", "history", "versions"] as const;

/** The open tab of one task. */
export const taskTabParser = parseAsStringLiteral(TASK_TABS).withDefault("configuration");
