"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { describeError } from "@/components/data/describe-error";
import { NumberField } from "@/components/data/number-field";
import { LOOK_ONLY, useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { Switch } from "@/components/ui/switch";
import { updateRetrainSettings } from "@/lib/client/examples";
import type { RetrainSettings } from "@/lib/training/schemas";

type Draft = Pick<
  RetrainSettings,
  "isAutomatic" | "accuracyThreshold" | "exampleCount" | "hours" | "driftIndex" | "autoAcceptQuality"
>;

/** What people set; saving offers to take it back. */
export function RetrainSettingsCard({ task, settings }: { task: string; settings: RetrainSettings }) {
  const queryClient = useQueryClient();
  const canWrite = useMay("write");
  const [draft, setDraft] = useState<Draft>(settings);
  const save = useMutation({
    mutationFn: (changes: Draft) => updateRetrainSettings(task, changes),
    onSuccess: async () => {
      notify.success("The settings are saved", {
        action: { label: "Undo", onPress: () => save.mutate(pick(settings)) },
      });
      await queryClient.invalidateQueries({ queryKey: ["training", "triggers"] });
    },
    onError: (error) => notify.error(describeError(error).message),
  });
  const set = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const percent = (share: number | null) => (share === null ? null : Math.round(share * 1_000) / 10);

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(pick(draft));
  }

  return (
    <Card>
      <CardHeader>
        <CardTitle>Settings of {task}</CardTitle>
        <CardDescription>
          What beats its parent on the same held-out examples is deployed; what does not is kept.
        </CardDescription>
      </CardHeader>
      <CardContent>
        <form onSubmit={submit} className="grid gap-4">
          <fieldset disabled={!canWrite} className="grid gap-4">
            <label className="flex items-center gap-2 text-sm font-medium">
              <Switch checked={draft.isAutomatic} onCheckedChange={(isAutomatic) => set({ isAutomatic })} />
              Train by itself when a trigger fires
            </label>
            <NumberField
              label="Accuracy that is wanted, %"
              required
              value={percent(draft.accuracyThreshold)}
              onChange={(value) => set({ accuracyThreshold: (value ?? 95) / 100 })}
            />
            <NumberField
              label="New accepted examples that are worth a run"
              required
              value={draft.exampleCount}
              onChange={(value) => set({ exampleCount: Math.round(value ?? 1_000) })}
            />
            <NumberField
              label="Hours after the last run"
              hint="Empty: never by time alone"
              value={draft.hours}
              onChange={(hours) => set({ hours })}
            />
            <NumberField
              label="Drift index"
              hint="Empty: drift is not watched. 0.25 is a large change."
              value={draft.driftIndex}
              onChange={(driftIndex) => set({ driftIndex })}
            />
            <NumberField
              label="Accept feedback without a review from quality, %"
              hint="Empty: everything is reviewed"
              value={percent(draft.autoAcceptQuality)}
              onChange={(value) => set({ autoAcceptQuality: value === null ? null : value / 100 })}
            />
          </fieldset>
          {canWrite ? (
            <Button type="submit" variant="primary" isPending={save.isPending} className="justify-self-end">
              Save
            </Button>
          ) : (
            <p className="text-sm text-muted-foreground">{LOOK_ONLY}</p>
          )}
        </form>
      </CardContent>
    </Card>
  );
}

const pick = ({
  isAutomatic,
  accuracyThreshold,
  exampleCount,
  hours,
  driftIndex,
  autoAcceptQuality,
}: Draft): Draft => ({
  isAutomatic,
  accuracyThreshold,
  exampleCount,
  hours,
  driftIndex,
  autoAcceptQuality,
});
