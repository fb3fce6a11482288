import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { Example, LabelCoverage } from "@/lib/training/schemas";
import type { ExampleState } from "@/lib/training/words";
import { ExampleFlags } from "./example-card";

const TONES = {
  pending: "accent",
  accepted: "success",
  fixed: "success",
  rejected: "neutral",
} as const satisfies Record<ExampleState, BadgeTone>;

export const EXAMPLE_COLUMNS: DataColumn<Example>[] = [
  {
    id: "text",
    header: "Text",
    isPrimary: true,
    cell: ({ text }) => <span className="line-clamp-2 max-w-xl break-words">{text}</span>,
  },
  {
    id: "label",
    header: "Label",
    cell: ({ label, fixedFrom }) => (
      <span title={fixedFrom === null ? undefined : `was ${fixedFrom}`} className="break-words">
        {label}
      </span>
    ),
  },
  { id: "state", header: "State", cell: ({ state }) => <Badge tone={TONES[state]}>{state}</Badge> },
  { id: "source", header: "Source", cell: ({ source, voteCount }) => `${source}, ${formatCount(voteCount)}` },
  { id: "quality", header: "Quality", align: "right", cell: ({ quality }) => formatPercent(quality) },
  {
    id: "flags",
    header: "Look twice",
    cell: (example) => (
      <span className="inline-flex flex-wrap gap-1">
        <ExampleFlags example={example} />
      </span>
    ),
  },
  { id: "when", header: "Since", align: "right", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

export const COVERAGE_COLUMNS: DataColumn<LabelCoverage>[] = [
  { id: "label", header: "Label", isPrimary: true, cell: ({ label }) => label },
  { id: "base", header: "Imported", align: "right", cell: ({ base }) => formatCount(base) },
  { id: "accepted", header: "Accepted here", align: "right", cell: ({ accepted }) => formatCount(accepted) },
  { id: "pending", header: "Open", align: "right", cell: ({ pending }) => formatCount(pending) },
];
