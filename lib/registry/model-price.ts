import { simulatedPrice } from "./catalogue";
import { bookEntry } from "./price-book";
import type { ModelPrice, PriceOverride } from "./price-schemas";
import type { ProviderKind } from "./provider-schemas";

/** A price that a person stated for a time, as the database keeps it. */
export type StatedPrice = {
  id: string;
  /** null = the price book's again. */
  price: PriceOverride | null;
  /** null = since ever. */
  validFrom: string | null;
  /** Excluded; null = until further notice. */
  validTo: string | null;
  createdAt: string;
  withdrawnAt: string | null;
};

export type PricedModel = {
  upstreamId: string;
  /** Newest first, withdrawn ones may be among them. */
  statedPrices: readonly StatedPrice[];
};

/** A price and the time in which it is the one in force. */
export type PricePeriod = {
  /** null = no source states one. */
  price: ModelPrice | null;
  /** Milliseconds since 1970; minus and plus infinity where it has no known end. */
  fromMs: number;
  /** Excluded. */
  untilMs: number;
};

/**
 * The price in force at an instant and for how long: the newest statement of a person that covers the instant, else
 * what holds without people (`basePeriod`).
 */
export function pricePeriod(
  model: PricedModel,
  providerKind: ProviderKind | null,
  { at, cpuHourUsd }: { at: Date; cpuHourUsd: number },
): PricePeriod {
  const atMs = at.getTime();
  const stated = inForceAt(model.statedPrices, atMs);
  const base = stated?.price ? null : basePeriod(model.upstreamId, providerKind, { at, cpuHourUsd });
  const price = stated?.price ? toPrice(stated.id, stated.price, stated.createdAt) : (base?.price ?? null);
  // Any statement that begins or ends may change what counts.
  const bounds = model.statedPrices.filter(isValid).flatMap((one) => [startMs(one), endMs(one)]);
  return {
    price,
    fromMs: Math.max(base?.fromMs ?? -Infinity, ...bounds.filter((bound) => bound <= atMs)),
    untilMs: Math.min(base?.untilMs ?? Infinity, ...bounds.filter((bound) => bound > atMs)),
  };
}

/** What holds where no person stated a price: CPU time for local models, a pretended price for simulated ones, else the book's. */
export function basePeriod(
  upstreamId: string,
  providerKind: ProviderKind | null,
  { at, cpuHourUsd }: { at: Date; cpuHourUsd: number },
): PricePeriod {
  const always = { fromMs: -Infinity, untilMs: Infinity };
  if (providerKind === null) return { price: null, ...always };
  if (providerKind === "local") return { price: computePrice(cpuHourUsd, at), ...always };
  if (providerKind === "simulator") return { price: simulatedPrice(upstreamId), ...always };
  const entry = bookEntry(providerKind, upstreamId, at);
  return entry ? { price: entry.price, fromMs: entry.fromMs, untilMs: entry.untilMs } : { price: null, ...always };
}

/** The statement that counts at an instant: the newest valid one that covers it. `statements` are newest first. */
export const inForceAt = <One extends StatedPrice>(statements: readonly One[], atMs: number): One | undefined =>
  statements.find((one) => isValid(one) && startMs(one) <= atMs && atMs < endMs(one));

const isValid = ({ withdrawnAt }: StatedPrice): boolean => withdrawnAt === null;
const startMs = ({ validFrom }: StatedPrice): number => (validFrom === null ? -Infinity : Date.parse(validFrom));
const endMs = ({ validTo }: StatedPrice): number => (validTo === null ? Infinity : Date.parse(validTo));

/** A person vouches for a price on the day of the statement. */
function toPrice(id: string, price: PriceOverride, createdAt: string): ModelPrice {
  return { ...price, source: "override", ref: `override:${id}`, asOf: createdAt.slice(0, 10) };
}

function computePrice(cpuHourUsd: number, at: Date): ModelPrice {
  return {
    inputPerMillion: null,
    outputPerMillion: null,
    cacheReadPerMillion: null,
    cacheWritePerMillion: null,
    perCpuHour: cpuHourUsd,
    source: "local_compute",
    ref: `cpu:${cpuHourUsd}`,
    asOf: at.toISOString().slice(0, 10),
  };
}

/**
 * Prices of one model over time. It remembers the last period it was asked for, because most questions are of now.
 * `cpuHourUsd` is of now, too: its own past is not kept.
 */
export function createPriceTimeline(
  model: PricedModel,
  providerKind: ProviderKind | null,
  cpuHourUsd: number,
): (atMs: number) => PricePeriod {
  let last: PricePeriod | null = null;
  return (atMs) => {
    if (last && last.fromMs <= atMs && atMs < last.untilMs) return last;
    last = pricePeriod(model, providerKind, { at: new Date(atMs), cpuHourUsd });
    return last;
  };
}
