import Link from "next/link";
import type { DataColumn } from "@/components/data/data-column";
import { ShareBar } from "@/components/data/share-bar";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { FeedbackGroup, FeedbackStatsQuery, ListedFeedback } from "@/lib/feedback/schemas";
import { giverText, saidText } from "./feedback-words";

const GROUP_HEADERS = {
  model: "Model",
  version: "Version",
  task: "Task",
  kind: "Kind",
  source: "Source",
  day: "Day (UTC)",
} as const satisfies Record<FeedbackStatsQuery["groupBy"], string>;

export const groupColumns = (groupBy: FeedbackStatsQuery["groupBy"]): DataColumn<FeedbackGroup>[] => [
  { id: "value", header: GROUP_HEADERS[groupBy], isPrimary: true, cell: ({ value }) => value || "(none)" },
  { id: "count", header: "Entries", align: "right", cell: ({ count }) => formatCount(count) },
  { id: "givers", header: "Givers", align: "right", cell: ({ givers }) => formatCount(givers) },
  {
    id: "approval",
    header: "Approval, balanced",
    align: "right",
    cell: ({ balancedApprovalRate }) => <ShareBar share={balancedApprovalRate} />,
  },
  { id: "raw", header: "Every entry alike", align: "right", cell: ({ approvalRate }) => formatPercent(approvalRate) },
  {
    id: "accuracy",
    header: "Labels right",
    align: "right",
    cell: ({ accuracy, judgedCount }) => (
      <span title={`${formatCount(judgedCount)} labels judged`}>{formatPercent(accuracy)}</span>
    ),
  },
  { id: "usage", header: "Suggestions used", align: "right", cell: ({ usageRate }) => formatPercent(usageRate) },
  { id: "helpful", header: "Helpful", align: "right", cell: ({ helpfulness }) => formatPercent(helpfulness) },
];

export const ENTRY_COLUMNS: DataColumn<ListedFeedback>[] = [
  {
    id: "said",
    header: "What was said",
    isPrimary: true,
    cell: (feedback) => (
      <span className="inline-flex max-w-96 flex-wrap items-center gap-1.5">
        <Badge>{feedback.kind}</Badge>
        <span className="line-clamp-2 break-words">{saidText(feedback)}</span>
      </span>
    ),
  },
  { id: "task", header: "Task", cell: ({ task }) => task },
  { id: "model", header: "Model", cell: ({ model }) => model || "–" },
  {
    id: "by",
    header: "By",
    cell: ({ giver, isMine, source }) => `${giverText(giver, isMine)}${source === "user" ? "" : ` (${source})`}`,
  },
  {
    id: "moves",
    header: "Moves quality",
    phone: "hide",
    cell: ({ approval, movesQuality }) => (approval === null ? "–" : movesQuality ? "yes" : "no: too much from one"),
  },
  { id: "when", header: "When", align: "right", cell: ({ givenAt }) => <Time at={givenAt} /> },
  {
    id: "execution",
    header: "Execution",
    align: "right",
    cell: ({ executionId }) => (
      <Link
        className="text-accent-text underline-offset-4 hover:underline"
        href={`/executions?execution=${executionId}&range=all`}
      >
        open
      </Link>
    ),
  },
];
