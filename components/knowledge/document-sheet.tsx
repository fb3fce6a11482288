"use client";

import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { KeyValues } from "@/components/data/key-values";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { formatCount } from "@/lib/client/format";
import { deleteDocument, documentQuery, restoreDocument } from "@/lib/client/knowledge";
import type { DocumentDetail } from "@/lib/knowledge/schemas";
import { useChangeKnowledge } from "./use-change-knowledge";

export type DocumentSheetProps = {
  slug: string;
  /** null = closed. */
  id: string | null;
  onClose: () => void;
};

/** A document as it is found: its facts and its pieces. */
export function DocumentSheet({ slug, id, onClose }: DocumentSheetProps) {
  return (
    <Sheet open={id !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {id !== null && <Opened slug={slug} id={id} onClose={onClose} />}
    </Sheet>
  );
}

function Opened({ slug, id, onClose }: { slug: string; id: string; onClose: () => void }) {
  const document = useQuery(documentQuery(slug, id));
  const mayWrite = useMay("write");
  const change = useChangeKnowledge();
  const title = document.data?.title ?? "Document";

  function remove() {
    const undo = () => restoreDocument(slug, id);
    change.mutate(
      { change: () => deleteDocument(slug, id), done: `${title} is deleted`, undo },
      { onSuccess: onClose },
    );
  }

  return (
    <SheetContent
      title={title}
      footer={
        mayWrite && (
          <Button onClick={remove} isPending={change.isPending}>
            <Trash2 aria-hidden />
            Delete document
          </Button>
        )
      }
    >
      <QueryView query={document} label="the document" skeleton={<CardSkeleton />}>
        {(found) => (
          <div className="grid gap-5">
            <KeyValues items={factsOf(found)} />
            <Pieces document={found} />
          </div>
        )}
      </QueryView>
    </SheetContent>
  );
}

const factsOf = ({ externalId, mediaType, source, metadata, createdBy, createdAt, indexedAt }: DocumentDetail) => [
  { label: "Called", value: <code className="text-xs break-all">{externalId}</code> },
  { label: "Type", value: mediaType },
  ...(source ? [{ label: "Source", value: source }] : []),
  ...Object.entries(metadata).map(([label, value]) => ({ label, value: String(value) })),
  { label: "Added by", value: createdBy },
  { label: "Added", value: <Time at={createdAt} /> },
  { label: "Indexed", value: indexedAt ? <Time at={indexedAt} /> : "not yet" },
];

function Pieces({ document: { pieces, chunkCount } }: { document: DocumentDetail }) {
  return (
    <section className="grid gap-3" aria-label="Pieces">
      <h3 className="text-sm font-semibold">
        {pieces.length < chunkCount
          ? `The first ${formatCount(pieces.length)} of ${formatCount(chunkCount)} pieces`
          : `${formatCount(chunkCount)} pieces`}
      </h3>
      <ol className="grid gap-3">
        {pieces.map(({ position, section, page, text, tokens }) => (
          <li key={position} className="rounded-md border p-3 text-sm">
            <p className="mb-1 text-xs text-muted-foreground">
              {[section, page !== null && `page ${page}`, `${formatCount(tokens)} tokens`].filter(Boolean).join(" · ")}
            </p>
            <p className="break-words whitespace-pre-wrap">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
