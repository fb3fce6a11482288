import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { RUN_STATES, runState } from "@/components/training/run-state";
import { Badge } from "@/components/ui/badge";
import type { RoutingPolicy } from "@/lib/routing/schemas";
import { PolicyActions } from "./policy-actions";
import { prepareFigures } from "./prepare-figures";

const figuresOf = ({ evidence }: RoutingPolicy) => (evidence === null ? null : prepareFigures(evidence.chosen));

const COLUMNS: DataColumn<RoutingPolicy>[] = [
  { id: "tasks", header: "Tasks", isPrimary: true, cell: ({ tasks }) => tasks.join(", ") },
  { id: "policy", header: "Policy", cell: policyOf },
  {
    id: "quality",
    header: "Quality",
    align: "right",
    className: "whitespace-nowrap",
    cell: (policy) => figuresOf(policy)?.quality ?? "–",
  },
  { id: "cost", header: "Cost", align: "right", cell: (policy) => figuresOf(policy)?.cost ?? "–" },
  { id: "verdict", header: "Compared with before", cell: verdictOf },
  {
    id: "state",
    header: "State",
    cell: (policy) => {
      const { label, tone } = RUN_STATES[runState(policy)];
      return <Badge tone={tone}>{label}</Badge>;
    },
  },
  {
    id: "active",
    header: "Active for",
    cell: ({ activeFor }) =>
      activeFor.length === 0 ? (
        <span className="text-muted-foreground">nothing</span>
      ) : (
        <span className="inline-flex flex-wrap gap-1">
          {activeFor.map((task) => (
            <Badge key={task} tone="success">
              {task}
            </Badge>
          ))}
        </span>
      ),
  },
  { id: "when", header: "Begun", align: "right", phone: "hide", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

const ACTIONS: DataColumn<RoutingPolicy> = {
  id: "actions",
  header: "Change",
  align: "right",
  cell: (policy) => <PolicyActions policy={policy} />,
};

/** With buttons for those who may change something. */
export const policyColumns = (mayWrite: boolean): DataColumn<RoutingPolicy>[] =>
  mayWrite ? [...COLUMNS, ACTIONS] : COLUMNS;

function policyOf(policy: RoutingPolicy) {
  const figures = figuresOf(policy);
  if (!figures) return <span className="text-muted-foreground">not learnt</span>;
  return (
    <span className="line-clamp-3 max-w-80" title={figures.description}>
      <span className="font-medium">{figures.kind}:</span> {figures.description}
    </span>
  );
}

function verdictOf({ comparison, error }: RoutingPolicy) {
  if (error) return <span className="line-clamp-3 max-w-72 text-danger">{error.message}</span>;
  return <span className="line-clamp-3 max-w-72">{comparison?.verdict ?? "–"}</span>;
}
