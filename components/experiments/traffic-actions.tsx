"use client";

import { Pause, Play, SlidersHorizontal, Square, Trophy, Undo2 } from "lucide-react";
import { useState } from "react";
import { authorText } from "@/components/data/author-text";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { pauseExperiment, startExperiment, stopExperiment, updateExperiment } from "@/lib/client/experiments";
import type { ExperimentResults, ExperimentWithChecks } from "@/lib/experiments/schemas";
import { DeleteExperimentButton } from "./delete-experiment-button";
import { SharesDialog } from "./shares-dialog";
import { useExperimentStep } from "./use-experiment-step";

type Step = "start" | "pause" | "stop" | "promote" | "shares";

/** Each step says what it does to traffic before it is taken, and can be taken back. */
export function TrafficActions({
  experiment,
  results,
}: {
  experiment: ExperimentWithChecks;
  results: ExperimentResults | undefined;
}) {
  const [asked, setOpen] = useState<Step | null>(null);
  const step = useExperimentStep(experiment.slug, () => setOpen(null));
  const canWrite = useMay("write");
  if (!canWrite) return null;
  const { slug, status, effects, design, undo } = experiment;
  const isLive = status === "running" || status === "paused";
  const isBlocked = experiment.checks.some(({ level }) => level === "block");
  const winner = winnerOf(experiment, results);

  /** Why an earlier step failed says nothing of this one. */
  function setAsked(next: Step | null) {
    step.reset();
    setOpen(next);
  }

  const STEPS = {
    start: {
      title: status === "paused" ? `Go on with “${design.name}”?` : `Start “${design.name}”?`,
      label: status === "paused" ? "Go on" : "Start experiment",
      text: effects.start,
      run: () => startExperiment(slug),
      done: `${design.name} is running`,
    },
    pause: {
      title: `Pause “${design.name}”?`,
      label: "Pause experiment",
      text: effects.pause,
      run: () => pauseExperiment(slug),
      done: `${design.name} is paused`,
    },
    stop: {
      title: `Stop “${design.name}”?`,
      label: "Stop experiment",
      text: effects.stop,
      run: () => stopExperiment(slug, null),
      done: `${design.name} is stopped`,
    },
    promote: {
      title: `Promote ${winner?.name ?? "the winner"}?`,
      label: "Stop and promote",
      text: `The experiment stops, and every request of ${design.task} gets the settings of ${winner?.name ?? "the winner"}: a new version of the task's configuration. Undo brings the version before back.`,
      run: () => stopExperiment(slug, winner?.key ?? null),
      done: `${winner?.name ?? "The winner"} serves ${design.task} now`,
    },
  } as const;
  const current = asked && asked !== "shares" ? STEPS[asked] : null;

  return (
    <>
      {(status === "draft" || status === "paused") && (
        <Button variant="primary" disabled={isBlocked} onClick={() => setAsked("start")}>
          <Play aria-hidden />
          {status === "paused" ? "Go on" : "Start"}
        </Button>
      )}
      {winner && isLive && (
        <Button variant="primary" onClick={() => setAsked("promote")}>
          <Trophy aria-hidden />
          Promote {winner.name}
        </Button>
      )}
      {status === "running" && (
        <Button onClick={() => setAsked("pause")}>
          <Pause aria-hidden />
          Pause
        </Button>
      )}
      {isLive && (
        <Button onClick={() => setAsked("stop")}>
          <Square aria-hidden />
          Stop
        </Button>
      )}
      {status !== "stopped" && design.kind === "test" && (
        <Button onClick={() => setAsked("shares")}>
          <SlidersHorizontal aria-hidden />
          Change shares
        </Button>
      )}
      {!isLive && <DeleteExperimentButton slug={slug} name={design.name} />}
      {undo && (
        <Button
          variant="ghost"
          isPending={step.isPending && asked === null}
          onClick={step.undo}
          title={`Take back: ${undo.label}, by ${authorText(undo.by)}`}
        >
          <Undo2 aria-hidden />
          Undo “{undo.label}”
        </Button>
      )}
      <ConfirmDialog
        open={current !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={current?.title ?? ""}
        description={current?.text ?? ""}
        confirmLabel={current?.label ?? ""}
        tone="primary"
        isPending={step.isPending}
        error={step.error}
        onConfirm={() => current && step.mutate({ step: current.run, done: current.done })}
      />
      <SharesDialog
        open={asked === "shares"}
        experiment={experiment}
        isPending={step.isPending}
        error={step.error}
        onClose={() => setAsked(null)}
        onChange={(changes) =>
          step.mutate({ step: () => updateExperiment(slug, changes), done: `The shares of ${design.name} are changed` })
        }
      />
    </>
  );
}

/** The variant that a kept verdict ships. */
function winnerOf({ design, verdict }: ExperimentWithChecks, results: ExperimentResults | undefined) {
  const decided = verdict ?? (results?.isVerdictKept ? results.verdict : null);
  return decided?.action === "ship" ? (design.variants.find(({ key }) => key === decided.variant) ?? null) : null;
}
