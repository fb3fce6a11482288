"use client";

import { useState, type FormEvent } from "react";
import { describeError } from "@/components/data/describe-error";
import { NumberField } from "@/components/data/number-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import type { ExperimentWithChecks } from "@/lib/experiments/schemas";
import { readShares } from "./read-shares";

export type SharesDialogProps = {
  open: boolean;
  experiment: ExperimentWithChecks;
  isPending: boolean;
  error: unknown;
  onClose: () => void;
  onChange: (changes: Pick<ExperimentWithChecks["design"], "variants" | "coverage">) => void;
};

/** Changes how traffic is divided, and says beforehand what that does to the figures. */
export function SharesDialog({ open, experiment, onClose, ...rest }: SharesDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {open && (
        <DialogContent title="Change shares" width="sm">
          <SharesForm experiment={experiment} {...rest} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function SharesForm({ experiment, isPending, error, onChange }: Omit<SharesDialogProps, "open" | "onClose">) {
  const { design, status, phase } = experiment;
  const [percents, setPercents] = useState<(number | null)[]>(design.variants.map(({ weight }) => toPercent(weight)));
  const [coverage, setCoverage] = useState<number | null>(toPercent(design.coverage));
  const [isRefused, setIsRefused] = useState(false);
  const read = readShares(design, percents, coverage);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    setIsRefused(read.problem !== null);
    if (read.problem === null) onChange(read.changes);
  }

  return (
    <form noValidate onSubmit={onSubmit} className="grid gap-4">
      {design.variants.map(({ key, name }, index) => (
        <NumberField
          key={key}
          label={`${name} (%)`}
          value={percents[index] ?? null}
          onChange={(value) => setPercents(percents.map((one, place) => (place === index ? value : one)))}
          required
        />
      ))}
      <NumberField
        label="Coverage (%)"
        value={coverage}
        onChange={setCoverage}
        required
        hint="Share of the audience that takes part."
      />
      <p role="status" className="text-sm text-muted-foreground">
        {status === "draft"
          ? "Nothing has started, so nothing is lost."
          : read.beginsPhase
            ? `Phase ${phase + 1} begins: every ${design.unit} is assigned anew, and figures start at nothing. What was measured before stays with phase ${phase}.`
            : "Nobody changes sides, and figures go on."}
      </p>
      {isRefused && read.problem !== null && <Alert tone="danger">{read.problem}</Alert>}
      {Boolean(error) && <Alert tone="danger">{describeError(error).message}</Alert>}
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button disabled={isPending}>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={isPending}>
          {read.beginsPhase && status !== "draft" ? `Begin phase ${phase + 1}` : "Change shares"}
        </Button>
      </div>
    </form>
  );
}

const toPercent = (share: number): number => Number((100 * share).toFixed(4));
