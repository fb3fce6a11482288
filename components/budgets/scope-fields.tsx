"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMay } from "@/components/layout/permissions";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { BUDGET_SCOPES, type BudgetScope } from "@/lib/budgets/words";
import { keysQuery } from "@/lib/client/keys";
import { tasksQuery } from "@/lib/client/tasks";
import { SCOPE_LABELS } from "./budget-words";

type ScopeFieldsProps = {
  scope: BudgetScope;
  onScopeChange: (scope: BudgetScope) => void;
  /** The task, key or user that is chosen at first; '' = none. */
  initialReference: string;
  error: string | undefined;
};

/** Whose calls count: the scope, and which task, key or user it is about. */
export function ScopeFields({ scope, onScopeChange, initialReference, error }: ScopeFieldsProps) {
  // Only those who manage API keys see them.
  const mayListKeys = useMay("admin");
  const scopes = BUDGET_SCOPES.filter((one) => one !== "key" || mayListKeys || scope === "key");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Counts" hint={scope === "each_user" ? "Everyone has this limit of their own." : undefined}>
        {(control) => (
          <Select
            {...control}
            value={scope}
            onChange={({ target }) =>
              onScopeChange(BUDGET_SCOPES.find((one) => one === target.value) ?? "organization")
            }
            options={scopes.map((value) => ({ value, label: SCOPE_LABELS[value] }))}
          />
        )}
      </Field>
      {scope === "task" && <TaskField initial={initialReference} error={error} />}
      {scope === "key" && <KeyField initial={initialReference} error={error} isListed={mayListKeys} />}
      {scope === "user" && (
        <Field label="User" error={error} hint="As your calls name it in userRef or user." required>
          {(control) => <Input {...control} name="scopeRef" defaultValue={initialReference} autoComplete="off" />}
        </Field>
      )}
    </div>
  );
}

type ReferenceProps = { initial: string; error: string | undefined };

function TaskField({ initial, error }: ReferenceProps) {
  const { data = [] } = useQuery(tasksQuery());
  const options = data.map(({ slug, name }) => ({ value: slug, label: name }));
  return <ReferenceSelect label="Task" options={options} initial={initial} error={error} />;
}

function KeyField({ initial, error, isListed }: ReferenceProps & { isListed: boolean }) {
  const { data } = useInfiniteQuery({ ...keysQuery(), enabled: isListed });
  const keys = data?.pages.flatMap((page) => page.data) ?? [];
  const options = keys.map(({ id, name, prefix }) => ({ value: id, label: `${name} (${prefix}…)` }));
  return <ReferenceSelect label="API key" options={options} initial={initial} error={error} />;
}

/** What is chosen stays an option, also while the list is on its way or no longer holds it. */
function ReferenceSelect({
  label,
  options,
  initial,
  error,
}: ReferenceProps & { label: string; options: SelectOption[] }) {
  const isKnown = initial === "" || options.some(({ value }) => value === initial);
  return (
    <Field label={label} error={error} required>
      {(control) => (
        <Select
          {...control}
          // The browser keeps a choice only among options that are there.
          key={options.length}
          name="scopeRef"
          defaultValue={initial}
          options={[
            { value: "", label: "Choose…" },
            ...(isKnown ? [] : [{ value: initial, label: initial }]),
            ...options,
          ]}
        />
      )}
    </Field>
  );
}
