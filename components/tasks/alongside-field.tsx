"use client";

import { useQuery } from "@tanstack/react-query";
import { Checkbox } from "@/components/ui/checkbox";
import { tasksQuery } from "@/lib/client/tasks";

type AlongsideFieldProps = {
  /** The task that is configured. */
  task: string;
  alongside: readonly string[];
  onChange: (alongside: string[]) => void;
  error: string | undefined;
};

/** Other classifications that are asked with the same text, so that one answer tells, say, category and priority. */
export function AlongsideField({ task, alongside, onChange, error }: AlongsideFieldProps) {
  const { data: tasks = [] } = useQuery(tasksQuery());
  const others = tasks.filter(({ slug, kind }) => kind === "classification" && slug !== task).map(({ slug }) => slug);
  // One that is gone can still be taken out.
  const offered = [...new Set([...others, ...alongside])];
  if (offered.length === 0) return null;
  return (
    <fieldset className="grid gap-2">
      <legend className="pb-2 text-sm font-medium">Asked alongside</legend>
      {offered.map((slug) => (
        <label key={slug} className="flex items-center gap-2 text-sm">
          <Checkbox
            checked={alongside.includes(slug)}
            onCheckedChange={(isChosen) =>
              onChange(isChosen === true ? [...alongside, slug] : alongside.filter((one) => one !== slug))
            }
          />
          {slug}
        </label>
      ))}
      <p className="text-xs text-muted-foreground">
        These tasks are asked with the same text, so that one answer tells a category and a priority. Each is a request
        of its own, once a model is trained for it.
      </p>
      {error && <p className="text-xs text-danger">{error}</p>}
    </fieldset>
  );
}
