import { formatUsd } from "@/lib/client/format";
import type { Measured, SavingsEntry } from "@/lib/savings/schemas";

/** Money with its interval: "$12.00 ($8.00 to $16.00)"; null = not known. */
export function savedText(saved: Measured | null): string {
  return saved ? `${money(saved.mean)} (${money(saved.low)} to ${money(saved.high)})` : "not known";
}

/** Whether zero is outside of the interval, and on which side. */
export function savedTone(saved: Measured | null): "success" | "danger" | "neutral" {
  if (!saved || (saved.low <= 0 && saved.high >= 0)) return "neutral";
  return saved.mean > 0 ? "success" : "danger";
}

export const SAVED_WORDS = { success: "saved", danger: "cost more", neutral: "not told apart" } as const;

/** A difference of points with its interval: "+0.4 (−0.2 to +1.0)". */
export function pointsText(difference: Measured | null): string {
  return difference
    ? `${signed(difference.mean)} (${signed(difference.low)} to ${signed(difference.high)})`
    : "too few scores";
}

const CLOSED = {
  undone: "The change was taken back",
  optimized_again: "Another optimization followed",
  changed: "Somebody changed the configuration",
  switched_off: "Holding back was switched off",
  deleted: "The task was deleted",
} as const;

/** Where the measurement of a change stands. */
export function stateText({ closedReason, heldShare, isCanary }: SavingsEntry): string {
  if (closedReason) return `Ended: ${CLOSED[closedReason]}`;
  if (isCanary) return `Tried on ${percent(1 - heldShare)} of the requests`;
  return `${percent(heldShare)} of the requests are served as before`;
}

export const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

const money = (usd: number): string => (usd < 0 ? `−${formatUsd(-usd)}` : formatUsd(usd));
const signed = (value: number): string => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(1)}`;
