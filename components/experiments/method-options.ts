import type { ExperimentMethod } from "@/lib/experiments/words";

export const METHOD_OPTIONS = [
  { value: "sequential", label: "At any time" },
  { value: "msprt", label: "At any time, mixture test (mSPRT)" },
  { value: "fixed", label: "Once, at the planned size" },
  { value: "rank", label: "Once, by ranks (Mann-Whitney)" },
] as const satisfies readonly { value: ExperimentMethod; label: string }[];

export const METHOD_HINTS: Readonly<Record<ExperimentMethod, string>> = {
  sequential: "The verdict holds however often anybody looks.",
  msprt: "Holds however often anybody looks; quickest for differences about as large as the smallest that matters.",
  fixed: "A t test (Welch). Nothing is said before the planned size, and its level holds for that one look.",
  rank: "Nothing is said before the planned size, and its level holds for that one look; a few very slow or dear calls cannot tip it. For latency, cost, ratings.",
};
