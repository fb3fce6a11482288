import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { MembersView } from "@/components/settings/members-view";
import { listInvitations, listMembers, pageContext } from "@/lib/auth";
import { invitationsQuery, membersQuery } from "@/lib/client/members";
import { makeQueryClient } from "@/lib/client/query-client";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage() {
  const ctx = await pageContext();
  const canManage = ctx.scopes.has("admin");
  const queryClient = makeQueryClient();
  await Promise.all([
    queryClient.prefetchInfiniteQuery({
      ...membersQuery(),
      queryFn: async () => {
        const { items, nextCursor } = await listMembers(ctx, { limit: 50 });
        return { data: items, nextCursor };
      },
    }),
    canManage &&
      queryClient.prefetchInfiniteQuery({
        ...invitationsQuery(),
        queryFn: async () => {
          const { items, nextCursor } = await listInvitations(ctx, { limit: 50 });
          return { data: items, nextCursor };
        },
      }),
  ]);
  const me = { id: ctx.actor.id, role: ctx.actor.type === "user" ? ctx.actor.role : null };
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <MembersView me={me} canManage={canManage} />
    </HydrationBoundary>
  );
}
