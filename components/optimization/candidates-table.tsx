import { DataTable } from "@/components/data/data-table";
import { Badge } from "@/components/ui/badge";
import { formatSigned } from "@/lib/client/format";
import type { CandidateState, OptimizationType } from "@/lib/optimization/schemas";
import { STATE_TONES } from "./optimization-words";

type CandidatesTableProps = { type: OptimizationType; candidates: readonly CandidateState[] };

/** Who is still in the race, who dropped out, and why. */
export function CandidatesTable({ type, candidates }: CandidatesTableProps) {
  return (
    <DataTable
      label="Candidates"
      rows={candidates}
      rowKey={({ id }) => id}
      columns={[
        {
          id: "label",
          header: "Candidate",
          cell: ({ label, why }) => (
            <span className="grid">
              <span className="font-medium break-words">{label}</span>
              <span className="text-xs text-muted-foreground">{why}</span>
            </span>
          ),
        },
        {
          id: "state",
          header: "State",
          cell: ({ state, reason }) => (
            <span className="grid justify-items-start gap-0.5">
              <Badge tone={STATE_TONES[state]}>{state}</Badge>
              {reason && <span className="text-xs text-muted-foreground">{reason}</span>}
            </span>
          ),
        },
        { id: "gain", header: "Gain of the goal", align: "right", cell: ({ gain }) => gainText(type, gain) },
        {
          id: "quality",
          header: "Quality",
          align: "right",
          cell: ({ qualityPoints }) => (qualityPoints === null ? "—" : `${formatSigned(qualityPoints)} points`),
        },
        { id: "tests", header: "Tests", align: "right", cell: ({ tests }) => tests },
      ]}
    />
  );
}

function gainText(type: OptimizationType, gain: number | null): string {
  if (gain === null) return "—";
  return type === "cost_reduction" || type === "performance"
    ? `${formatSigned(100 * gain)} %`
    : `${formatSigned(gain)} points`;
}
