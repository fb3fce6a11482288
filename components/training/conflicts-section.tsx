"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { conflictsQuery, reviewExample } from "@/lib/client/examples";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { Example } from "@/lib/training/schemas";

/** Conflicts at once: hundreds of them would push the rest of the page out of sight. */
const SHOWN = 5;

/** Texts with several labels: one press decides, and can be taken back. */
export function ConflictsSection({ task, count }: { task: string; count: number }) {
  const queryClient = useQueryClient();
  const canWrite = useMay("write");
  const conflicts = useQuery({ ...conflictsQuery(task), enabled: count > 0 });
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["training"] });
  const onError = (error: unknown) => notify.error(describeError(error).message);
  const reopen = useMutation({
    mutationFn: (id: string) => reviewExample(id, { action: "reopen" }),
    onSuccess: refresh,
    onError,
  });
  const decide = useMutation({
    mutationFn: ({ id }: Example) => reviewExample(id, { action: "accept" }),
    onSuccess: async ({ example }) => {
      notify.success(`${example.label} is the label of this text`, {
        action: { label: "Undo", onPress: () => reopen.mutate(example.id) },
      });
      await refresh();
    },
    onError,
  });
  if (count === 0 || !conflicts.data?.length) return null;
  return (
    <section className="grid gap-2">
      <h2 className="text-sm font-semibold">Conflicts: one text, several labels</h2>
      {conflicts.data.slice(0, SHOWN).map(({ text, examples }) => (
        <Card key={examples[0]?.id ?? text}>
          <CardContent className="grid gap-3 pt-4">
            <p className="line-clamp-3 break-words">{text}</p>
            <ul aria-label="Labels of this text" className="grid gap-2 sm:grid-cols-2">
              {examples.map((example) => (
                <li key={example.id} className="flex flex-wrap items-center gap-2 rounded-md border p-2 text-sm">
                  <span className="font-medium break-words">{example.label}</span>
                  <span className="text-muted-foreground">
                    {formatCount(example.voters.length)} for it, quality {formatPercent(example.quality)}
                  </span>
                  {canWrite && (
                    <Button
                      size="sm"
                      className="ml-auto"
                      aria-label={`${example.label} is right`}
                      disabled={decide.isPending}
                      onClick={() => decide.mutate(example)}
                    >
                      This one
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </CardContent>
        </Card>
      ))}
      {conflicts.data.length > SHOWN && (
        <p className="text-sm text-muted-foreground">
          {formatCount(count)} examples disagree; the next ones are shown as these are decided.
        </p>
      )}
    </section>
  );
}
