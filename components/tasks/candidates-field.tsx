import { CircleAlert } from "lucide-react";
import { CheckList } from "@/components/data/check-list";
import { ModelName } from "@/components/executions/model-name";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import type { Model } from "@/lib/registry/schemas";

type CandidatesFieldProps = {
  models: readonly Model[];
  /** null = all that fit. */
  candidates: readonly string[] | null;
  onChange: (candidates: string[] | null) => void;
  error: string | undefined;
};

/** Which models compete for the task. */
export function CandidatesField({ models, candidates, onChange, error }: CandidatesFieldProps) {
  const unlisted = (candidates ?? []).filter((slug) => !models.some((model) => model.slug === slug));
  const ready = models.filter(({ status }) => status === "ready");
  const others = models.filter(({ status }) => status !== "ready");
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">Candidates</legend>
      <div className="flex items-center gap-2">
        <Switch
          id="only-candidates"
          checked={candidates !== null}
          onCheckedChange={(checked) => onChange(checked ? ready.map(({ slug }) => slug).slice(0, 100) : null)}
        />
        <Label htmlFor="only-candidates" className="font-normal">
          {candidates === null ? "All models that fit may serve it" : `Only ${candidates.length} of the models`}
        </Label>
      </div>
      {candidates !== null && (
        <CheckList
          label="Candidates"
          className="rounded-md border p-2"
          items={[
            ...unlisted.map((slug) => ({ value: slug, hint: "does not fit this task" })),
            ...ready.map(({ slug }) => ({ value: slug, label: <ModelName slug={slug} /> })),
            ...others.map(({ slug }) => ({ value: slug, label: <ModelName slug={slug} />, hint: "not ready" })),
          ]}
          chosen={candidates}
          onChange={onChange}
          max={100}
        />
      )}
      {error && (
        <p role="alert" className="flex items-start gap-1 text-xs text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          Choose at least one model, or let all that fit compete.
        </p>
      )}
    </fieldset>
  );
}
