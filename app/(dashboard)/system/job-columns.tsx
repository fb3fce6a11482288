import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import { formatDuration } from "@/lib/client/format";
import type { Job } from "@/lib/platform/jobs/schemas";
import { JOB_STATUS_WORDS } from "./job-words";

export const JOB_COLUMNS: DataColumn<Job>[] = [
  { id: "kind", header: "Work", isPrimary: true, cell: ({ kind }) => kind.replaceAll("_", " ") },
  {
    id: "status",
    header: "State",
    cell: ({ status }) => <Badge tone={JOB_STATUS_WORDS[status].tone}>{JOB_STATUS_WORDS[status].label}</Badge>,
  },
  { id: "detail", header: "How far", className: "max-w-96", cell: (job) => <Detail job={job} /> },
  { id: "attempts", header: "Attempts", align: "right", phone: "hide", cell: ({ attempts }) => attempts },
  { id: "took", header: "Took", align: "right", cell: tookText },
  { id: "created", header: "Asked for", align: "right", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

function Detail({ job: { status, progress, error } }: { job: Job }) {
  if (error) return <span className="break-words text-danger">{error.message}</span>;
  if (status !== "running" || !progress) return <span className="text-muted-foreground">{progress?.step ?? ""}</span>;
  const share = progress.total ? progress.done / progress.total : null;
  return (
    <span className="grid gap-1">
      <span>{progress.step}</span>
      <Progress value={share} label={progress.step} />
    </span>
  );
}

/** Only of finished work: what is under way has its progress. */
function tookText({ startedAt, finishedAt }: Job): string {
  if (startedAt === null || finishedAt === null) return "";
  return formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
}
