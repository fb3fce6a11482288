"use client";

import { Bookmark } from "lucide-react";
import { useState } from "react";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { Button } from "@/components/ui/button";
import type { ViewPage } from "@/lib/views/words";

const ViewsDialog = lazyOverlay(
  () => import("./views-dialog").then((module) => module.ViewsDialog),
  ({ open }) => open,
);

/** Keeps the page's filters under a name and brings them back. */
export function ViewsButton({ page }: { page: ViewPage }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <Bookmark aria-hidden className="size-3.5" />
        Views
      </Button>
      <ViewsDialog page={page} open={isOpen} onOpenChange={setIsOpen} />
    </>
  );
}
