"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { Alert } from "@/components/ui/alert";
import { formatUsd, formatCount } from "@/lib/client/format";
import { tuningEstimateQuery, type TuningQuestion } from "@/lib/client/training";
import { plural } from "./plural";

/** What the fine-tuning would take, before it begins. */
export function TuningEstimateNote({ question }: { question: TuningQuestion }) {
  const { data, error, isPending } = useQuery(tuningEstimateQuery(useDeferredValue(question)));
  if (isPending) return <p className="text-sm text-muted-foreground">Counting the tokens…</p>;
  if (error) return <Alert tone="warning">{error.message}</Alert>;
  if (data.problem) return <Alert tone="warning">{data.problem}</Alert>;
  const { trainCount, heldOutCount, trainedTokens, epochs, isEpochsAsked, costUsd } = data;
  return (
    <p role="status" className="text-sm text-muted-foreground">
      About <strong className="font-medium text-foreground">{formatCount(trainedTokens)} tokens</strong>:{" "}
      {plural(trainCount, "example")}, {plural(epochs, "epoch")}
      {isEpochsAsked ? "" : " as providers usually choose"}.{" "}
      {costUsd === null ? "The cost is not known without a price." : `About ${formatUsd(costUsd)} for the training.`}{" "}
      {plural(heldOutCount, "example")} stay here to measure the result.
    </p>
  );
}
