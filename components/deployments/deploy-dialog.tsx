"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { NumberField } from "@/components/data/number-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { newIdempotencyKey } from "@/lib/client/api";
import { deployVersion } from "@/lib/client/deployments";
import type { DeployInput } from "@/lib/deployments/schemas";
import { DEFAULT_STEPS, type DeploymentStrategy } from "@/lib/deployments/words";
import type { ModelVersion } from "@/lib/registry/schemas";
import { STRATEGIES } from "./words";

export type DeployDialogProps = {
  version: Pick<ModelVersion, "id" | "modelSlug" | "version" | "taskSlug">;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks how a version should come into service, and says what happens to the requests. */
export function DeployDialog({ version, open, onOpenChange }: DeployDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && (
        <DialogContent
          title={`Deploy ${version.modelSlug} ${version.version}`}
          description={`It will serve requests of the task ${version.taskSlug}.`}
        >
          <DeployForm version={version} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function DeployForm({ version }: Pick<DeployDialogProps, "version">) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [strategy, setStrategy] = useState<DeploymentStrategy>("canary");
  const [isShadow, setIsShadow] = useState(false);
  const [testShare, setTestShare] = useState<number | null>(null);
  const [stepMinutes, setStepMinutes] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const [key] = useState(newIdempotencyKey);
  const deploy = useMutation({
    mutationFn: (input: Partial<DeployInput>) => deployVersion(version.id, input, key),
    onSuccess: async ({ id }) => {
      await Promise.all(
        ["deployments", "model-versions", "recommend"].map((name) =>
          queryClient.invalidateQueries({ queryKey: [name] }),
        ),
      );
      router.push(`/deployments/${id}`);
    },
  });
  const isTest = strategy === "ab_test";
  const isStepwise = strategy === "rollout" || strategy === "canary";
  const steps = isTest ? [testShare ?? 50, 100] : [...(isShadow ? [0] : []), ...DEFAULT_STEPS[strategy]];
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        deploy.mutate({
          strategy,
          reason,
          ...((isTest || (isStepwise && isShadow)) && { steps }),
          ...(isStepwise && stepMinutes !== null && { stepMinutes }),
        });
      }}
    >
      <Field label="How" hint={STRATEGIES[strategy].explanation}>
        {(control) => (
          <Select
            {...control}
            value={strategy}
            onChange={(event) => setStrategy(event.target.value as DeploymentStrategy)}
            options={Object.entries(STRATEGIES).map(([value, { label }]) => ({ value, label }))}
          />
        )}
      </Field>
      {isTest && (
        <NumberField
          label="Share of the new version, %"
          hint="From 1 to 99. With 50 it takes the fewest requests to know."
          placeholder="50"
          value={testShare}
          onChange={setTestShare}
        />
      )}
      {isStepwise && (
        <>
          <Field label="Begin with" hint="In shadow it answers every request unseen, so nobody can be harmed.">
            {(control) => (
              <Select
                {...control}
                value={isShadow ? "shadow" : "users"}
                onChange={(event) => setIsShadow(event.target.value === "shadow")}
                options={[
                  { value: "users", label: `${DEFAULT_STEPS[strategy][0]} % of the users` },
                  { value: "shadow", label: "Shadow" },
                ]}
              />
            )}
          </Field>
          <NumberField
            label="Minutes at each share"
            hint="At least so long; more when too few requests come to tell."
            placeholder={strategy === "canary" ? "10" : "60"}
            value={stepMinutes}
            onChange={setStepMinutes}
          />
        </>
      )}
      <Field label="Reason" required={false}>
        {(control) => (
          <Input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      {deploy.error && <Alert tone="danger">{describeError(deploy.error).message}</Alert>}
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button disabled={deploy.isPending}>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={deploy.isPending}>
          Deploy
        </Button>
      </div>
    </form>
  );
}
