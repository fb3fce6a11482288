import { useQuery } from "@tanstack/react-query";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { promptsQuery } from "@/lib/client/prompts";
import type { ConfigurationFields } from "./configuration-form";

/** A prompt of the library in place of the text that is written here. */
export function PromptFields({ draft, onChange, errors }: ConfigurationFields) {
  const prompts = useQuery(promptsQuery());
  const { prompt } = draft;
  const chosen = prompts.data?.find(({ slug }) => slug === prompt?.slug);
  const selector = prompt?.version === undefined ? (prompt?.label ?? "production") : String(prompt.version);
  const labels = [...new Set([...Object.keys(chosen?.labels ?? {}), ...(/^\d/.test(selector) ? [] : [selector])])];
  const error = errors["prompt.slug"] ?? errors["prompt.label"] ?? errors["prompt.version"] ?? errors.prompt;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Prompt" required={false} error={error} hint="Of the library, in place of the system prompt.">
        {(control) => (
          <Select
            {...control}
            value={prompt?.slug ?? ""}
            onChange={({ target }) => onChange({ ...draft, prompt: target.value ? { slug: target.value } : null })}
          >
            <option value="">None</option>
            {prompt && !chosen && <option value={prompt.slug}>{prompt.slug}</option>}
            {prompts.data?.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {prompt && (
        <Field label="Version of the prompt" hint="A label moves; a number stays.">
          {(control) => (
            <Select
              {...control}
              value={selector}
              onChange={({ target }) =>
                onChange({
                  ...draft,
                  prompt: /^\d/.test(target.value)
                    ? { slug: prompt.slug, version: Number(target.value) }
                    : { slug: prompt.slug, label: target.value },
                })
              }
            >
              {labels.map((label) => (
                <option key={label} value={label}>
                  {label}
                </option>
              ))}
              {Array.from({ length: Math.max(chosen?.latestVersion ?? 0, prompt.version ?? 0) }, (_, index) => (
                <option key={index} value={index + 1}>
                  version {index + 1}
                </option>
              )).reverse()}
            </Select>
          )}
        </Field>
      )}
    </div>
  );
}
