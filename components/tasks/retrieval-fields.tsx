import { useQuery } from "@tanstack/react-query";
import { NumberField } from "@/components/data/number-field";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { collectionsQuery } from "@/lib/client/knowledge";
import type { Configuration } from "@/lib/registry/schemas";
import { RETRIEVAL_MODES } from "@/lib/registry/words";
import type { ConfigurationFields } from "./configuration-form";

type Retrieval = NonNullable<Configuration["retrieval"]>;

const MODE_MEANINGS = {
  hybrid: "Words and meaning",
  full_text: "Words",
  vector: "Meaning",
} as const;

const FIRST = { mode: "hybrid", depth: 5 } as const;

/** Which documents a task answers from, or searches in. */
export function RetrievalFields({
  draft,
  onChange,
  errors,
  isSearch,
}: ConfigurationFields & {
  /** The task answers with what is found; its model says how. */
  isSearch: boolean;
}) {
  const collections = useQuery(collectionsQuery());
  const { retrieval } = draft;
  const change = (changes: Partial<Retrieval>) =>
    onChange({ ...draft, retrieval: retrieval && { ...retrieval, ...changes } });
  const choose = (collection: string) =>
    onChange({ ...draft, retrieval: collection === "" ? null : { ...(retrieval ?? FIRST), collection } });
  const isKnown = collections.data?.some(({ slug }) => slug === retrieval?.collection);
  return (
    <Card>
      <CardHeader>
        <CardTitle>Knowledge</CardTitle>
        <CardDescription>
          {isSearch
            ? "The collection that is searched."
            : "What a collection says to the question goes into the prompt as numbered sources, and the answer names them."}
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4 sm:grid-cols-2">
        <Field label="Collection" error={errors["retrieval.collection"] ?? errors.retrieval}>
          {(control) => (
            <Select {...control} value={retrieval?.collection ?? ""} onChange={({ target }) => choose(target.value)}>
              <option value="">None</option>
              {retrieval && !isKnown && <option value={retrieval.collection}>{retrieval.collection}</option>}
              {collections.data?.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {retrieval && (
          <>
            {!isSearch && (
              <Field label="Found by" error={errors["retrieval.mode"]}>
                {(control) => (
                  <Select
                    {...control}
                    value={retrieval.mode}
                    options={RETRIEVAL_MODES.map((value) => ({ value, label: MODE_MEANINGS[value] }))}
                    onChange={({ target }) =>
                      change({ mode: RETRIEVAL_MODES.find((one) => one === target.value) ?? "hybrid" })
                    }
                  />
                )}
              </Field>
            )}
            <NumberField
              label={isSearch ? "Results, at most" : "Sources, at most"}
              error={errors["retrieval.depth"] && "From 1 to 30"}
              value={retrieval.depth}
              onChange={(depth) => change({ depth: depth ?? 0 })}
            />
            <NumberField
              label="Score, at least"
              hint="0 to 1, as the search shows it; empty is none."
              error={errors["retrieval.minimumScore"] && "From 0 to 1"}
              value={retrieval.minimumScore ?? null}
              onChange={(score) => change({ minimumScore: score ?? undefined })}
            />
          </>
        )}
      </CardContent>
    </Card>
  );
}
