"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { PageHeader } from "@/components/layout/page-header";
import { useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { formatCount } from "@/lib/client/format";
import { collectionQuery, deleteCollection, isIndexing, reindex, restoreCollection } from "@/lib/client/knowledge";
import type { CollectionDetail } from "@/lib/knowledge/schemas";
import { AddDocuments } from "./add-documents";
import { CollectionSearch } from "./collection-search";
import { DocumentsPanel } from "./documents-panel";
import { IndexingStatus } from "./indexing-status";
import { STORE_NAMES } from "./store-names";
import { useChangeKnowledge } from "./use-change-knowledge";

const TABS = ["documents", "search"] as const;
const TITLES = { documents: "Documents", search: "Search" } as const;

export function CollectionView({ slug }: { slug: string }) {
  const collection = useQuery(collectionQuery(slug));
  return (
    <QueryView query={collection} label="the collection" skeleton={<CardSkeleton />}>
      {(found) => <Opened collection={found} />}
    </QueryView>
  );
}

function Opened({ collection }: { collection: CollectionDetail }) {
  const { slug, name, description, usedBy, store, embeddingModel, documentCount, chunkCount } = collection;
  const router = useRouter();
  const mayWrite = useMay("write");
  const change = useChangeKnowledge();
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("documents"));

  function remove() {
    const undo = () => restoreCollection(slug);
    change.mutate(
      { change: () => deleteCollection(slug), done: `${name} is deleted`, undo },
      { onSuccess: () => router.push("/knowledge") },
    );
  }

  return (
    <>
      <PageHeader
        title={name}
        badge={<Badge>{STORE_NAMES[store]}</Badge>}
        description={
          <>
            {description && `${description}. `}
            {`${formatCount(documentCount)} documents in ${formatCount(chunkCount)} pieces, embedded by `}
            <code className="text-xs">{embeddingModel}</code>
            {usedBy.length > 0 ? `. Used by ${usedBy.join(", ")}.` : ". Used by no task."}
          </>
        }
        actions={
          mayWrite && (
            <>
              {documentCount > 0 && !isIndexing(collection) && (
                <Button
                  isPending={change.isPending}
                  onClick={() => change.mutate({ change: () => reindex(slug, true), done: "Indexing everything anew" })}
                >
                  <RefreshCw aria-hidden />
                  Index anew
                </Button>
              )}
              <Button onClick={remove} isPending={change.isPending}>
                <Trash2 aria-hidden />
                Delete collection
              </Button>
            </>
          )
        }
      />
      <IndexingStatus collection={collection} />
      <Tabs value={tab} onValueChange={(value) => void setTab(TABS.find((one) => one === value) ?? null)}>
        <TabsList aria-label="Parts of the collection">
          {TABS.map((one) => (
            <TabsTrigger key={one} value={one}>
              {TITLES[one]}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value="documents" className="grid gap-4">
          {mayWrite && <AddDocuments slug={slug} />}
          <DocumentsPanel slug={slug} />
        </TabsContent>
        <TabsContent value="search">
          <CollectionSearch slug={slug} />
        </TabsContent>
      </Tabs>
    </>
  );
}
