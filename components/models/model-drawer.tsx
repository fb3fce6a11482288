"use client";

import { useQuery } from "@tanstack/react-query";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { useMay } from "@/components/layout/permissions";
import { CopyButton } from "@/components/ui/copy-button";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { modelQuery } from "@/lib/client/models";
import { DeleteModelButton } from "./delete-model-button";
import { ModelDetail } from "./model-detail";

/** One model beside the live table. Its slug is in the address, so the view can be shared. */
export function ModelDrawer({ slug, onClose }: { slug: string | null; onClose: () => void }) {
  return (
    <Sheet modal={false} open={slug !== null} onOpenChange={(open) => !open && onClose()}>
      {slug !== null && (
        <SheetContent
          title={slug}
          hideOverlay
          actions={<CopyButton value={slug} label="Copy the model’s name" />}
          // A click into the table opens another row instead of closing this one.
          onInteractOutside={(event) => event.preventDefault()}
        >
          <LoadedModel key={slug} slug={slug} onDeleted={onClose} />
        </SheetContent>
      )}
    </Sheet>
  );
}

function LoadedModel({ slug, onDeleted }: { slug: string; onDeleted: () => void }) {
  const mayWrite = useMay("write");
  const query = useQuery(modelQuery(slug));
  return (
    <QueryView query={query} label="model" skeleton={<CardSkeleton lines={10} />}>
      {(model) => (
        <div className="grid gap-4">
          <ModelDetail model={model} />
          {mayWrite && !model.isBuiltIn && (
            <div className="border-t pt-4">
              <DeleteModelButton slug={slug} onDeleted={onDeleted} />
            </div>
          )}
        </div>
      )}
    </QueryView>
  );
}
