import { queryOptions } from "@tanstack/react-query";
import type { PriceCheck, PriceCheckSummary, PriceStatement } from "@/lib/registry/schemas";
import { api, toSearch } from "./api";

/** The newest check with its rows; null when no list was compared yet. */
export const newestPriceCheckQuery = () =>
  queryOptions({
    queryKey: ["models", "price-check"],
    queryFn: async ({ signal }) => {
      const [newest] = await api<PriceCheckSummary[]>("/price-checks?limit=1", { signal });
      return newest ? api<PriceCheck>(`/price-checks/${newest.id}`, { signal }) : null;
    },
  });

/** Sends the file as it is: the server reads it. */
export const importPriceList = (file: File) =>
  api<PriceCheck>(`/price-checks?${toSearch({ name: file.name.slice(0, 120) })}`, { body: file });

export const takeOverPrice = (checkId: string, model: string) =>
  api<PriceStatement>(`/price-checks/${checkId}/use`, { body: { model } });

export const withdrawPrice = (statementId: string) =>
  api<PriceStatement>(`/model-prices/${statementId}/withdraw`, { method: "POST" });
