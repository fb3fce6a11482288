"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { EXECUTION_SOURCES, EXECUTION_STATUSES } from "@/lib/executions/words";

const parsers = {
  task: parseAsString,
  model: parseAsString,
  status: parseAsStringLiteral(EXECUTION_STATUSES),
  source: parseAsStringLiteral(EXECUTION_SOURCES),
  user: parseAsString,
};

/** The list's filters, held in the address. */
export function useExecutionFilters() {
  const [filters, setFilters] = useQueryStates(parsers);
  const activeCount = Object.values(filters).filter((value) => value !== null).length;
  return { filters, setFilters, activeCount, clear: () => void setFilters(null) };
}
