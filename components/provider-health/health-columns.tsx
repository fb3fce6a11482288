import Link from "next/link";
import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Button } from "@/components/ui/button";
import type { ProviderHealth } from "@/lib/providers/schemas";
import { CircuitBadge } from "./circuit-badge";

type HealthActions = {
  canWrite: boolean;
  onStop: (health: ProviderHealth) => void;
  onRelease: (health: ProviderHealth) => void;
};

export const healthColumns = ({ canWrite, onStop, onRelease }: HealthActions): DataColumn<ProviderHealth>[] => [
  {
    id: "model",
    header: "Model",
    isPrimary: true,
    cell: ({ model }) => (
      <Link className="break-all hover:underline" href={`/executions?model=${encodeURIComponent(model)}`}>
        {model}
      </Link>
    ),
  },
  { id: "state", header: "State", cell: (health) => <CircuitBadge health={health} /> },
  { id: "since", header: "Since", cell: ({ since }) => (since ? <Time at={since} /> : "never failed") },
  {
    id: "why",
    header: "Why",
    cell: (health) => <span className="break-words text-muted-foreground">{explanation(health)}</span>,
  },
  ...(canWrite
    ? [
        {
          id: "actions",
          header: "Actions",
          align: "right",
          cell: (health: ProviderHealth) =>
            health.state === "closed" ? (
              <Button size="sm" onClick={() => onStop(health)} aria-label={`Stop traffic to ${health.model}`}>
                Stop traffic
              </Button>
            ) : (
              <Button size="sm" onClick={() => onRelease(health)} aria-label={`Let traffic to ${health.model} go on`}>
                Let it go on
              </Button>
            ),
        } satisfies DataColumn<ProviderHealth>,
      ]
    : []),
];

function explanation({ state, cause, heldBy, nextTrialAt, consecutiveFailures, trips }: ProviderHealth) {
  switch (state) {
    case "closed":
      if (consecutiveFailures === 0) return "";
      return `${consecutiveFailures} of 5 failures in a row that would open the circuit`;
    case "open":
      return (
        <>
          {cause}. Next trial call {nextTrialAt && <Time at={nextTrialAt} />}
          {trips > 1 && `; it opened ${trips} times in a row`}.
        </>
      );
    case "half_open":
      return "One trial call at a time; two successes let all traffic through again.";
    case "held_open":
      return `${heldBy}: ${cause}`;
  }
}
