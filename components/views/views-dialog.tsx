"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { QueryView } from "@/components/data/query-view";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { viewsQuery } from "@/lib/client/views";
import type { ViewPage } from "@/lib/views/schemas";
import { SaveViewForm } from "./save-view-form";
import { viewSearchOf } from "./view-search";
import { ViewRow } from "./view-row";

type ViewsDialogProps = { page: ViewPage; open: boolean; onOpenChange: (open: boolean) => void };

export function ViewsDialog({ page, open, onOpenChange }: ViewsDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && (
        <DialogContent title="Views" description="Filters, time range and grouping of this page under a name.">
          <Views page={page} onChosen={() => onOpenChange(false)} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function Views({ page, onChosen }: { page: ViewPage; onChosen: () => void }) {
  const pathname = usePathname();
  const search = viewSearchOf(new URLSearchParams(useSearchParams()));
  const views = useQuery(viewsQuery(page));
  return (
    <div className="grid gap-5">
      <QueryView
        query={views}
        label="views"
        skeleton={<Skeleton className="h-16 w-full" />}
        empty={<p className="text-sm text-muted-foreground">None is saved yet. Choose filters, then save them here.</p>}
      >
        {(rows) => (
          <ul aria-label="Saved views" className="grid gap-1">
            {rows.map((view) => (
              <ViewRow
                key={view.id}
                view={view}
                href={view.search ? `${pathname}?${view.search}` : pathname}
                isCurrent={view.search === search}
                onChosen={onChosen}
              />
            ))}
          </ul>
        )}
      </QueryView>
      <SaveViewForm page={page} search={search} />
    </div>
  );
}
