import { formatUsd } from "@/lib/client/format";
import type { ExecutionDetail } from "@/lib/executions/schemas";

type Cost = Pick<ExecutionDetail, "costUsd" | "costSource" | "savedUsd">;

/** What an execution cost, and how that is known where it was not computed here from tokens and price. */
export function costText({ costUsd, costSource, savedUsd }: Cost): string {
  const cost = formatUsd(costUsd);
  if (costSource === "reported") return `${cost}, as its caller reported`;
  if (costSource === "replayed") return `${cost}, what the recorded answer had cost`;
  if (costSource !== "cached") return cost;
  return `${cost}: the caller’s cache answered, and saved ${savedUsd === null ? "an unknown amount" : formatUsd(savedUsd)}`;
}

/** Which price a cost comes from, of its stored name; null when it comes from none. */
export function priceRefText(ref: string | null): string | null {
  if (ref === null) return null;
  const [kind, name = ""] = ref.split(":", 2);
  if (kind === "book") return `price book, edition ${name}`;
  if (kind === "override") return "a price that was stated here";
  if (kind === "cpu") return `${formatUsd(Number(name))} an hour of processor time`;
  return kind === "simulated" ? "simulated" : ref;
}
