"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { MessagesSquare } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { Card } from "@/components/ui/card";
import { formatCount } from "@/lib/client/format";
import { sessionsQuery } from "@/lib/client/sessions";
import type { SessionSummary } from "@/lib/sessions/schemas";

const SessionDrawer = lazyOverlay(
  () => import("./session-drawer").then((module) => module.SessionDrawer),
  ({ id }) => id !== null,
);

const COLUMNS: DataColumn<SessionSummary>[] = [
  {
    id: "session",
    header: "Session",
    isPrimary: true,
    cell: ({ id }) => <span className="block max-w-64 truncate">{id}</span>,
  },
  { id: "task", header: "Task", cell: ({ task }) => task },
  { id: "model", header: "Model", cell: ({ model }) => model ?? "none yet" },
  { id: "about", header: "About", cell: ({ category }) => category },
  { id: "mood", header: "Writer", phone: "hide", cell: ({ emotion }) => emotion },
  { id: "turns", header: "Turns", align: "right", cell: ({ turns }) => formatCount(turns) },
  { id: "topics", header: "Topics", align: "right", cell: ({ topicCount }) => formatCount(topicCount) },
  { id: "switches", header: "Switches", align: "right", cell: ({ switches }) => formatCount(switches) },
  { id: "when", header: "Last turn", align: "right", cell: ({ updatedAt }) => <Time at={updatedAt} /> },
];

/** Conversations with the model that they stay with. */
export function SessionsView() {
  const query = useInfiniteQuery(sessionsQuery());
  const [openId, setOpenId] = useQueryState("session", parseAsString);
  return (
    <div className="grid grid-cols-1 gap-2">
      <QueryView
        query={query}
        label="sessions"
        skeleton={<TableSkeleton rows={8} columns={8} />}
        empty={
          <Card>
            <EmptyState icon={MessagesSquare} title="No session yet">
              Send <code className="font-mono">gym.sessionId</code>, or the header{" "}
              <code className="font-mono">x-gym-session</code>, with the messages of one conversation. It then keeps its
              model until another topic begins, and stands here with its history. No text is kept, only single words.
            </EmptyState>
          </Card>
        }
      >
        {({ pages }) => (
          <>
            <DataTable
              label="Sessions"
              rows={pages.flatMap((page) => page.data)}
              columns={COLUMNS}
              rowKey={({ id }) => id}
              onOpen={({ id }) => void setOpenId(id)}
              openKey={openId}
              loadMore={{
                hasMore: query.hasNextPage,
                isLoading: query.isFetchingNextPage,
                onPress: () => void query.fetchNextPage(),
              }}
            />
            <p className="text-xs text-muted-foreground">
              Switches: times that another model took over in the middle of a topic.
            </p>
          </>
        )}
      </QueryView>
      <SessionDrawer id={openId} onClose={() => void setOpenId(null)} />
    </div>
  );
}
