import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import type { ModelPrice, PriceOverride } from "./price-schemas";

/** The row of a price list that is about one of our models, as it is kept. */
export type CheckedRow = {
  model: string;
  /** What the list calls it. */
  theirId: string;
  /** The book from which the list took it; null when it names none. */
  source: string | null;
  /** null when what it states cannot be a price of ours; `problem` says why. */
  price: PriceOverride | null;
  problem: string | null;
};

export const COMPARED_CLASSES = [
  "inputPerMillion",
  "outputPerMillion",
  "cacheReadPerMillion",
  "cacheWritePerMillion",
  "cacheWrite1hPerMillion",
] as const;

export type PriceDifference = {
  class: (typeof COMPARED_CLASSES)[number];
  /** From which input on, tokens; 0 = from the first. */
  aboveInputTokens: number;
  /** US dollars per million tokens; null = we know none. */
  ours: number | null;
  theirs: number;
};

/**
 * `differs`: both state a price and they are not the same. `unknown_here`: they state what we do not know.
 * `taken_over`: theirs is in force here because somebody took it over. `same`: nothing to decide.
 */
export const PRICE_COMPARISONS = ["differs", "unknown_here", "taken_over", "same"] as const;

export type ComparedPrice = CheckedRow & {
  comparison: (typeof PRICE_COMPARISONS)[number];
  differences: PriceDifference[];
  /** The price in force now; null = unknown. */
  ours: ModelPrice | null;
  /** The statement that took theirs over, to be withdrawn; null unless `taken_over`. */
  statementId: string | null;
};

/** A second price book that was compared with ours. */
export type PriceCheckSummary = {
  id: string;
  name: string;
  /** Day of the book, as it states it; null when it states none. */
  bookDate: string | null;
  /** Rows of the whole book. */
  rowCount: number;
  /** Models of ours that the book names. */
  matchedCount: number;
  createdBy: string;
  createdAt: string;
};

export type PriceCheck = PriceCheckSummary & {
  /** Every model of ours that the book names; what has to be decided comes first. */
  rows: ComparedPrice[];
};

export const ImportPriceListQuery = z.strictObject({
  /** What the list is called here. */
  name: z.string().trim().min(1).max(120).default("Price list"),
});
export type ImportPriceListQuery = z.infer<typeof ImportPriceListQuery>;

export const ListPriceChecksQuery = PageQuery;

export const TakeOverPriceInput = z.strictObject({
  /** Slug of the model. */
  model: z.string().min(1).max(200),
  /** From when on it counts; null = since ever. (Default: now.) In the past it is a correction: re-price the executions since then. */
  validFrom: z.iso.datetime({ offset: true }).nullable().optional(),
});
export type TakeOverPriceInput = z.infer<typeof TakeOverPriceInput>;
