"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { useMay } from "@/components/layout/permissions";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { ledgerQuery, updateHoldoutShare } from "@/lib/client/savings";
import type { HoldoutShare } from "@/lib/savings/schemas";
import { percent } from "./saving-text";

const CHOICES = [0.01, 0.02, 0.03, 0.04, 0.05] as const;
const AUTOMATIC = "automatic";

/** How much of a task's requests a change leaves as they were, and why. */
export function HeldShareCard({ shares, task }: { shares: readonly HoldoutShare[]; task: string }) {
  const mayWrite = useMay("write");
  const queryClient = useQueryClient();
  const current = shares.find((one) => one.task === task);
  const change = useMutation({
    mutationFn: (share: number | null) => updateHoldoutShare({ task, share }),
    onSuccess: async (next, _share) => {
      await queryClient.invalidateQueries({ queryKey: ledgerQuery().queryKey });
      const before = current?.isChosen ? current.share : null;
      notify.success(next.share === 0 ? "Nothing is held back" : `${percent(next.share)} are served as before`, {
        action: { label: "Undo", onPress: () => change.mutate(before) },
      });
    },
    onError: (error) => notify.error("The share was not changed", { description: describeError(error).message }),
  });
  if (!current) return null;
  const chosen = current.isChosen ? String(current.share) : AUTOMATIC;
  const known = [0, ...CHOICES].includes(current.share) ? [] : [current.share];
  return (
    <Card>
      <CardHeader>
        <CardTitle>Held back after a change of {task}</CardTitle>
        <CardDescription>
          {percent(current.share)}. {current.reason}. What is held back is served as before, so that what the change
          saves is measured and not guessed.
        </CardDescription>
      </CardHeader>
      <CardContent>
        <Select
          aria-label="Share that is served as before"
          frameClassName="w-full sm:w-72"
          disabled={!mayWrite || change.isPending}
          value={chosen}
          onChange={({ target: { value } }) => change.mutate(value === AUTOMATIC ? null : Number(value))}
          options={[
            { value: AUTOMATIC, label: "Chosen by the traffic (1 to 5 %)" },
            ...[...CHOICES, ...(current.isChosen ? known : [])].map((share) => ({
              value: String(share),
              label: percent(share),
            })),
            { value: "0", label: "Off: savings are not measured" },
          ]}
        />
      </CardContent>
    </Card>
  );
}
