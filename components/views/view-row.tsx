"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import Link from "next/link";
import { useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { newIdempotencyKey } from "@/lib/client/api";
import { createView, deleteView, viewsQuery } from "@/lib/client/views";
import type { SavedView } from "@/lib/views/schemas";

type ViewRowProps = { view: SavedView; href: string; isCurrent: boolean; onChosen: () => void };

export function ViewRow({ view, href, isCurrent, onChosen }: ViewRowProps) {
  const mayAdminister = useMay("admin");
  const { isPending, mutate } = useDeleteView(view);
  return (
    <li className="flex min-h-9 items-center gap-2 text-sm pointer-coarse:min-h-11">
      <Link
        href={href}
        aria-current={isCurrent ? "true" : undefined}
        onClick={onChosen}
        className="min-w-0 flex-1 truncate rounded-md px-2 py-1.5 font-medium hover:bg-surface-muted"
      >
        {view.name}
      </Link>
      {isCurrent && <Badge tone="accent">shown</Badge>}
      {view.isShared && <Badge>{view.isOwn ? "shared" : `by ${view.ownerName}`}</Badge>}
      {(view.isOwn || mayAdminister) && (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Delete ${view.name}`}
          isPending={isPending}
          onClick={() => mutate()}
        >
          <Trash2 aria-hidden className="size-3.5" />
        </Button>
      )}
    </li>
  );
}

/** Deletes at once; one's own can be brought back. */
function useDeleteView({ id, page, name, search, isShared, isOwn }: SavedView) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: viewsQuery(page).queryKey });
  const restore = async () => {
    try {
      await createView({ page, name, search, isShared }, newIdempotencyKey());
      await refresh();
    } catch (error) {
      notify.error(`${name} was not brought back`, { description: error instanceof Error ? error.message : undefined });
    }
  };
  return useMutation({
    mutationFn: () => deleteView(id),
    onSuccess: async () => {
      notify.success(`${name} is deleted`, isOwn ? { action: { label: "Undo", onPress: () => void restore() } } : {});
      await refresh();
    },
    onError: (error) => notify.error(`${name} was not deleted`, { description: error.message }),
  });
}
