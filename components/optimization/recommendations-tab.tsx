"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Lightbulb } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { describeError } from "@/components/data/describe-error";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { applyRecommendation, dismissRecommendation, recommendationsQuery } from "@/lib/client/optimization";
import type { Recommendation } from "@/lib/optimization/schemas";
import { effectText } from "./effect-text";
import { TYPE_NAMES } from "./optimization-words";
import { TrackNote } from "./track-note";

type RecommendationsTabProps = {
  /** Shows the search that verifies a proposal. */
  onStarted: (task: string) => void;
};

/** What the product proposes of all tasks; nothing is changed before it is verified. */
export function RecommendationsTab({ onStarted }: RecommendationsTabProps) {
  const recommendations = useQuery(recommendationsQuery());
  return (
    <div className="grid grid-cols-1 gap-4">
      <TrackNote />
      <QueryView
        query={recommendations}
        label="recommendations"
        skeleton={<CardSkeleton lines={4} />}
        empty={
          <Card>
            <EmptyState icon={Lightbulb} title="Nothing to propose">
              Proposals follow from what was measured of live requests in the last 30 days; it is looked at every
              quarter of an hour.
            </EmptyState>
          </Card>
        }
      >
        {(all) => (
          <div className="grid grid-cols-1 gap-3">
            {all.map((one) => (
              <RecommendationCard key={one.id} recommendation={one} onStarted={onStarted} />
            ))}
          </div>
        )}
      </QueryView>
    </div>
  );
}

function RecommendationCard({
  recommendation,
  onStarted,
}: { recommendation: Recommendation } & RecommendationsTabProps) {
  const { id, title, explanation, effect, confidence, type, task, createdAt, expiresAt } = recommendation;
  const mayWrite = useMay("write");
  const queryClient = useQueryClient();
  const router = useRouter();
  const [reason, setReason] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["recommendations"] });
  const failed = (error: unknown) => notify.error("That did not work", { description: describeError(error).message });
  const apply = useMutation({
    mutationFn: () => applyRecommendation(id),
    onSuccess: async (run) => {
      await refresh();
      if (type === null) {
        notify.success(`The training of ${task} has begun`, {
          action: { label: "Watch it", onPress: () => router.push(`/training/${run.id}`) },
        });
        return;
      }
      await queryClient.invalidateQueries({ queryKey: ["optimizations"] });
      onStarted(task);
    },
    onError: failed,
  });
  const dismiss = useMutation({
    mutationFn: () => dismissRecommendation(id, reason ?? ""),
    onSuccess: refresh,
    onError: failed,
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <CardDescription>{explanation}</CardDescription>
      </CardHeader>
      <CardContent className="grid grid-cols-1 gap-3 text-sm">
        <p className="flex flex-wrap items-center gap-2">
          <span>Expected: {effectText(effect)}</span>
          <Badge tone={confidence === "measured" ? "success" : "neutral"}>{confidence}</Badge>
          <span className="text-muted-foreground">
            proposed <Time at={createdAt} />, good until <Time at={expiresAt} />
          </span>
        </p>
        {mayWrite && (
          <div className="flex flex-wrap items-center gap-2">
            <Button variant="primary" size="sm" isPending={apply.isPending} onClick={() => apply.mutate()}>
              {type === null ? "Train again" : `Verify by ${TYPE_NAMES[type].toLowerCase()}`}
            </Button>
            {reason === null ? (
              <Button size="sm" onClick={() => setReason("")}>
                Dismiss
              </Button>
            ) : (
              <form
                className="flex flex-1 flex-wrap gap-2"
                onSubmit={(event) => {
                  event.preventDefault();
                  dismiss.mutate();
                }}
              >
                <Input
                  className="h-8 min-w-40 flex-1"
                  aria-label="Why it is dismissed"
                  placeholder="Why (optional)"
                  maxLength={300}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
                <Button size="sm" type="submit" isPending={dismiss.isPending}>
                  Dismiss
                </Button>
              </form>
            )}
          </div>
        )}
      </CardContent>
    </Card>
  );
}
