"use client";

import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { PageHeader } from "@/components/layout/page-header";
import { useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { deletePrompt, promptQuery, restorePrompt } from "@/lib/client/prompts";
import type { PromptDetail } from "@/lib/prompts/schemas";
import { categoryName } from "./category-name";
import { PromptEditor } from "./prompt-editor";
import { PromptTrial } from "./prompt-trial";
import { PromptVersions } from "./prompt-versions";
import { useChangePrompt } from "./use-change-prompt";

const TABS = ["versions", "edit", "try"] as const;
const TITLES = { versions: "Versions", edit: "New version", try: "Try side by side" } as const;

export function PromptView({ slug }: { slug: string }) {
  const prompt = useQuery(promptQuery(slug));
  return (
    <QueryView query={prompt} label="the prompt" skeleton={<CardSkeleton />}>
      {(found) => <Opened prompt={found} />}
    </QueryView>
  );
}

function Opened({ prompt }: { prompt: PromptDetail }) {
  const { slug, name, description, category, usedBy } = prompt;
  const router = useRouter();
  const mayWrite = useMay("write");
  const change = useChangePrompt();
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("versions"));

  function remove() {
    const undo = () => restorePrompt(slug);
    change.mutate(
      { change: () => deletePrompt(slug), done: `${name} is deleted`, undo },
      { onSuccess: () => router.push("/prompts") },
    );
  }

  return (
    <>
      <PageHeader
        title={name}
        badge={<Badge>{categoryName(category)}</Badge>}
        description={
          <>
            {description && `${description}. `}
            <code className="text-xs">{slug}</code>
            {usedBy.length > 0 ? ` is used by ${usedBy.join(", ")}.` : " is used by no task."}
          </>
        }
        actions={
          mayWrite && (
            <Button onClick={remove} isPending={change.isPending}>
              <Trash2 aria-hidden />
              Delete prompt
            </Button>
          )
        }
      />
      <Tabs value={tab} onValueChange={(value) => void setTab(TABS.find((one) => one === value) ?? null)}>
        <TabsList aria-label="Parts of the prompt">
          {TABS.filter((one) => mayWrite || one === "versions").map((one) => (
            <TabsTrigger key={one} value={one}>
              {TITLES[one]}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value="versions">
          <PromptVersions prompt={prompt} />
        </TabsContent>
        <TabsContent value="edit">
          <PromptEditor key={prompt.latestVersion} prompt={prompt} onSaved={() => void setTab("versions")} />
        </TabsContent>
        <TabsContent value="try">
          <PromptTrial prompt={prompt} />
        </TabsContent>
      </Tabs>
    </>
  );
}
