import { formatCount } from "@/lib/client/format";
import type { SettingsSearch, TrainingResult } from "@/lib/training/schemas";
import { classifierName } from "./classifiers";

type Tried = SettingsSearch["tried"][number];

/** Every setting once, though several models share a member, with one sentence on the outcome; null without a search. */
export function triedSettings(
  results: readonly TrainingResult[],
): { rows: (Tried & { key: string; text: string })[]; summary: string } | null {
  const searches = results.flatMap(({ search }) => search ?? []);
  const [first] = searches;
  if (!first) return null;
  const rows = new Map(
    searches
      .flatMap(({ tried }) => tried)
      .map((one) => {
        const text = Object.entries(one.settings)
          .map(([name, value]) => `${name} ${value ?? "auto"}`)
          .join(", ");
        const key = `${one.member} ${one.trainCount} ${text}`;
        return [key, { ...one, key, text }] as const;
      }),
  );
  const better = [...rows.values()].filter(({ isChosen, isDefault }) => isChosen && !isDefault);
  const outcome =
    better.length === 0
      ? "Nothing beat the usual settings for more than chance, so they are used."
      : `Better than the usual settings: ${better.map(({ member }) => classifierName(member)).join(", ")}.`;
  const cut = searches.some(({ isCut }) => isCut)
    ? ` The ${first.capSeconds} seconds were over before all were tried.`
    : "";
  const measured = `Compared on ${formatCount(first.validationCount)} examples that do not measure the models.`;
  return { rows: [...rows.values()], summary: `${outcome}${cut} ${measured}` };
}
