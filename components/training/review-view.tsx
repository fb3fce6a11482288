"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { LOOK_ONLY, useMay } from "@/components/layout/permissions";
import { Button, buttonVariants } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { Kbd } from "@/components/ui/kbd";
import { useShortcuts } from "@/components/ui/use-shortcuts";
import { dataQualityQuery, examplesQuery } from "@/lib/client/examples";
import { formatCount } from "@/lib/client/format";
import type { Task } from "@/lib/registry/schemas";
import { ExampleCard } from "./example-card";
import { FixForm } from "./fix-form";
import { TaskOfPage } from "./task-of-page";
import { useReview } from "./use-review";

type ReviewViewProps = { tasks: readonly Task[]; defaultTask: string | null };

/** Examples one after the other, what a review teaches most first. */
export function ReviewView({ tasks, defaultTask }: ReviewViewProps) {
  return (
    <TaskOfPage tasks={tasks} defaultTask={defaultTask}>
      {(task) => <ReviewQueue key={task} task={task} />}
    </TaskOfPage>
  );
}

/** Left in the queue when the next page is asked for. */
const FETCH_AHEAD = 10;

function ReviewQueue({ task }: { task: string }) {
  const examples = useInfiniteQuery({
    ...examplesQuery({ task, state: "pending", order: "informative" }),
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });
  const quality = useQuery(dataQualityQuery(task));
  const review = useReview(examples.data?.pages.flatMap((page) => page.data) ?? []);
  const [isFixing, setIsFixing] = useState(false);
  const canWrite = useMay("write");
  const { current, openCount } = review;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = examples;
  const isLow = openCount < FETCH_AHEAD && hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    if (isLow) void fetchNextPage();
  }, [isLow, fetchNextPage]);

  const act = (work: () => unknown) => () => {
    if (canWrite && !isFixing) work();
  };
  useShortcuts({
    a: act(review.accept),
    f: act(() => current && setIsFixing(true)),
    r: act(review.reject),
    s: act(review.skip),
    u: act(review.undo),
  });

  return (
    <QueryView query={examples} label="examples" skeleton={<CardSkeleton lines={8} />}>
      {() => (
        <div className="grid gap-3">
          <p role="status" className="text-sm text-muted-foreground">
            {formatCount(quality.data?.states.pending ?? openCount)} open, {formatCount(review.doneCount)} decided in
            this sitting
          </p>
          {current ? (
            <>
              <ExampleCard key={current.id} example={current} />
              {isFixing && (
                <FixForm
                  key={current.id}
                  label={current.label}
                  known={quality.data?.coverage.map(({ label }) => label) ?? []}
                  onCancel={() => setIsFixing(false)}
                  onFix={(label) => {
                    setIsFixing(false);
                    review.fix(label);
                  }}
                />
              )}
            </>
          ) : (
            <Card>
              <EmptyState
                icon={ListChecks}
                title={review.doneCount > 0 ? "Everything is reviewed" : "Nothing to review"}
                action={
                  <Link href={`/training/data?task=${task}`} className={buttonVariants({ variant: "primary" })}>
                    See the data
                  </Link>
                }
              >
                Corrections in the playground and in executions come here, and answers that the model was unsure of.
              </EmptyState>
            </Card>
          )}
          {canWrite ? (
            <Card>
              <CardContent className="flex flex-wrap items-center gap-2 pt-4">
                <KeyButton
                  keyName="A"
                  label="Accept"
                  isPrimary
                  disabled={!current || isFixing}
                  onPress={review.accept}
                />
                <KeyButton keyName="F" label="Fix the label" disabled={!current} onPress={() => setIsFixing(true)} />
                <KeyButton keyName="R" label="Reject" disabled={!current || isFixing} onPress={review.reject} />
                <KeyButton keyName="S" label="Skip" disabled={!current || isFixing} onPress={review.skip} />
                <KeyButton keyName="U" label="Undo" disabled={!review.canUndo || isFixing} onPress={review.undo} />
              </CardContent>
            </Card>
          ) : (
            <p className="text-sm text-muted-foreground">{LOOK_ONLY}</p>
          )}
        </div>
      )}
    </QueryView>
  );
}

type KeyButtonProps = { keyName: string; label: string; isPrimary?: boolean; disabled: boolean; onPress: () => void };

const KeyButton = ({ keyName, label, isPrimary, disabled, onPress }: KeyButtonProps) => (
  <Button
    variant={isPrimary ? "primary" : "secondary"}
    disabled={disabled}
    onClick={onPress}
    aria-keyshortcuts={keyName}
  >
    {label}
    <Kbd aria-hidden className="max-sm:hidden">
      {keyName}
    </Kbd>
  </Button>
);
