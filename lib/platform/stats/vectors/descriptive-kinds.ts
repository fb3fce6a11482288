import { percentiles } from "../descriptive/percentile";
import { summarise } from "../descriptive/summarise";
import { offer, type OfferedKind } from "./offered-kind";

export const DESCRIPTIVE_KINDS: Record<string, OfferedKind> = {
  percentiles: offer(({ values, percentiles: percents }: { values: number[]; percentiles: number[] }) => ({
    values: percentiles(values, percents),
    ...summarise(values),
  })),
};
