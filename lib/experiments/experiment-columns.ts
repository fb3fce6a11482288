import type { ExportColumn } from "@/lib/platform/csv";
import type { Experiment } from "./schemas";

/** The columns of an export of experiments, in order. */
export const experimentColumns: readonly ExportColumn<Experiment>[] = [
  { name: "slug", value: ({ slug }) => slug },
  { name: "name", value: ({ design }) => design.name },
  { name: "task", value: ({ design }) => design.task },
  { name: "kind", value: ({ design }) => design.kind },
  { name: "status", value: ({ status }) => status },
  { name: "phase", value: ({ phase }) => phase },
  { name: "variants", value: ({ design }) => design.variants.map(({ key }) => key).join(" ") },
  { name: "verdict", value: ({ verdict }) => verdict?.action ?? null },
  { name: "verdictVariant", value: ({ verdict }) => verdict?.variant ?? null },
  { name: "reason", value: ({ verdict }) => verdict?.reason ?? null },
  { name: "startedAt", value: ({ startedAt }) => startedAt },
  { name: "stoppedAt", value: ({ stoppedAt }) => stoppedAt },
  { name: "createdBy", value: ({ createdBy }) => createdBy },
  { name: "createdAt", value: ({ createdAt }) => createdAt },
];
