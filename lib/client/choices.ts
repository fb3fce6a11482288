import { queryOptions } from "@tanstack/react-query";
import { api } from "./api";

type Choice = { value: string; label: string };

const LISTS = { task: "/tasks", model: "/models", budget: "/budgets" } as const;

/** What can be chosen of a kind, at most 200. */
export const choicesQuery = (kind: keyof typeof LISTS) =>
  queryOptions({
    queryKey: ["choices", kind],
    queryFn: async ({ signal }): Promise<Choice[]> => {
      const rows = await api<{ id?: string; slug?: string; name: string }[]>(`${LISTS[kind]}?limit=200`, { signal });
      return rows.map(({ id, slug, name }) => ({ value: slug ?? id ?? "", label: slug ?? name }));
    },
  });
