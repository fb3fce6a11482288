import { X } from "lucide-react";
import { ModelName } from "@/components/executions/model-name";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Configuration, Council, Model } from "@/lib/registry/schemas";
import { COUNCIL_METHODS } from "@/lib/registry/words";

type CouncilFieldProps = {
  models: readonly Model[];
  council: Configuration["council"];
  onChange: (council: Configuration["council"]) => void;
  error: string | undefined;
};

const METHOD_MEANINGS = {
  vote: "Vote: the answer that most members give",
  best_of: "Best of: the answer that the task's scorer judges best",
  synthesis: "Synthesis: the best member writes one answer from all",
} as const satisfies Record<Council["method"], string>;

const MOST_MEMBERS = 7;
const GRACE_MS = 2_000;

/** Models that are asked at once, and how one answer comes of theirs. */
export function CouncilField({ models, council, onChange, error }: CouncilFieldProps) {
  const members = council?.members ?? [];
  const write = (next: readonly string[]) =>
    onChange(next.length === 0 ? null : { method: "vote", graceMs: GRACE_MS, ...council, members: [...next] });
  return (
    <div className="grid gap-2">
      <Field
        label="Council"
        error={error}
        hint="Two to seven models that are asked at once. Every answer is paid; a cascade goes before it."
      >
        {(control) => (
          <Select
            {...control}
            value=""
            disabled={members.length >= MOST_MEMBERS}
            onChange={(event) => event.target.value && write([...members, event.target.value])}
          >
            <option value="">Add a member…</option>
            {models
              .filter(({ slug }) => !members.includes(slug))
              .map(({ slug, status }) => (
                <option key={slug} value={slug}>
                  {slug}
                  {status !== "ready" && " (not ready)"}
                </option>
              ))}
          </Select>
        )}
      </Field>
      {council && (
        <>
          <ul aria-label="Members of the council" className="divide-y rounded-md border">
            {members.map((model, index) => (
              <li key={model} className="flex items-center gap-2 py-1 pr-1 pl-3 text-sm">
                <span className="min-w-0 flex-1">
                  <ModelName slug={model} />
                </span>
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={`Remove ${model} from the council`}
                  onClick={() => write(members.toSpliced(index, 1))}
                >
                  <X aria-hidden className="size-3.5" />
                </Button>
              </li>
            ))}
          </ul>
          <Field label="How the council answers">
            {(control) => (
              <Select
                {...control}
                value={council.method}
                onChange={(event) => {
                  const method = COUNCIL_METHODS.find((one) => one === event.target.value);
                  if (method) onChange({ ...council, method });
                }}
                options={COUNCIL_METHODS.map((method) => ({ value: method, label: METHOD_MEANINGS[method] }))}
              />
            )}
          </Field>
        </>
      )}
    </div>
  );
}
