import Link from "next/link";
import { authorText } from "@/components/data/author-text";
import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import type { Deployment } from "@/lib/deployments/schemas";
import { shareText, STATES, STRATEGIES } from "./words";

export const DEPLOYMENT_COLUMNS: DataColumn<Deployment>[] = [
  {
    id: "version",
    header: "Version",
    isPrimary: true,
    cell: ({ id, model, version }) => (
      <Link href={`/deployments/${id}`} className="hover:underline">
        {model} {version.version}
      </Link>
    ),
  },
  { id: "task", header: "Task", cell: ({ task }) => task },
  {
    id: "state",
    header: "State",
    cell: ({ state }) => <Badge tone={STATES[state.status].tone}>{STATES[state.status].label}</Badge>,
  },
  { id: "share", header: "Share", align: "right", cell: ({ state }) => shareOf(state) },
  { id: "strategy", header: "How", phone: "hide", cell: ({ plan }) => STRATEGIES[plan.strategy].label },
  { id: "instead", header: "Instead of", phone: "hide", cell: ({ previous }) => previous?.version ?? "nothing" },
  { id: "by", header: "By", phone: "hide", cell: ({ createdBy }) => authorText(createdBy) },
  { id: "started", header: "Started", align: "right", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

function shareOf(state: Deployment["state"]): string {
  if ("share" in state) return shareText(state.share);
  return state.status === "succeeded" ? shareText(1) : "none";
}
