"use client";

import { useState } from "react";
import { useFormSubmit } from "@/components/auth/use-form-submit";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import type { Budget } from "@/lib/budgets/schemas";
import { BUDGET_ENFORCEMENTS, BUDGET_PERIODS } from "@/lib/budgets/words";
import { newIdempotencyKey } from "@/lib/client/api";
import { createBudget, updateBudget } from "@/lib/client/budgets";
import { budgetOf, formValuesOf } from "./budget-form-values";
import { ENFORCEMENT_HINTS, ENFORCEMENT_LABELS, PERIOD_LABELS } from "./budget-words";
import { ScopeFields } from "./scope-fields";
import { useBudgetActions } from "./use-budget-actions";

/** `budget` null makes a new one. */
type BudgetDialogProps = { open: boolean; budget: Budget | null; onClose: () => void };

export function BudgetDialog({ open, budget, onClose }: BudgetDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {open && (
        <DialogContent
          title={budget ? `Edit “${budget.name}”` : "Create a budget"}
          description="It counts what was spent since its period began. Days, weeks and months are those of UTC."
        >
          <BudgetForm budget={budget} onDone={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}

const FIELDS = ["name", "scopeRef", "limitUsd", "from", "to", "alertShares", "downgradeShare"] as const;

const asOptions = <T extends string>(values: readonly T[], labels: Record<T, string>) =>
  values.map((value) => ({ value, label: labels[value] }));

function BudgetForm({ budget, onDone }: { budget: Budget | null; onDone: () => void }) {
  const actions = useBudgetActions();
  const [initial] = useState(() => formValuesOf(budget));
  const [idempotencyKey] = useState(newIdempotencyKey);
  const [scope, setScope] = useState(budget?.scope ?? "organization");
  const [period, setPeriod] = useState(budget?.period ?? "monthly");
  const [enforcement, setEnforcement] = useState(budget?.enforcement ?? "notify");
  const form = useFormSubmit({
    names: FIELDS,
    required: { name: "Say what the budget is for", limitUsd: "Enter an amount of US dollars, such as 50" },
    focusOnFailure: "name",
    submit: async (values) => {
      const content = budgetOf(values, { scope, period, enforcement });
      if (budget) {
        await updateBudget(budget.id, { ...content, isEnabled: budget.isEnabled });
        notify.success(`Budget “${content.name}” is changed`, {
          action: { label: "Undo", onPress: () => void actions.revert(budget) },
        });
      } else {
        await createBudget(content, idempotencyKey);
        notify.success(`Budget “${content.name}” is in force`);
      }
      onDone();
      await actions.refresh();
    },
  });

  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="grid gap-4">
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <div className="grid gap-4 sm:grid-cols-[1fr_10rem]">
        <Field label="Name" error={form.errors.name} required>
          {(control) => (
            <Input {...control} name="name" defaultValue={initial.name} maxLength={100} autoComplete="off" autoFocus />
          )}
        </Field>
        <Field label="Limit, US dollars" error={form.errors.limitUsd} required>
          {(control) => (
            <Input
              {...control}
              name="limitUsd"
              defaultValue={initial.limitUsd}
              inputMode="decimal"
              autoComplete="off"
              placeholder="50"
            />
          )}
        </Field>
      </div>
      <ScopeFields
        scope={scope}
        onScopeChange={setScope}
        initialReference={scope === budget?.scope ? initial.scopeRef : ""}
        error={form.errors.scopeRef}
      />
      <Field label="Period">
        {(control) => (
          <Select
            {...control}
            value={period}
            onChange={({ target }) => setPeriod(BUDGET_PERIODS.find((one) => one === target.value) ?? "monthly")}
            options={asOptions(BUDGET_PERIODS, PERIOD_LABELS)}
          />
        )}
      </Field>
      {period === "custom" && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="First day" error={form.errors.from} required>
            {(control) => <Input {...control} name="from" type="date" defaultValue={initial.from} />}
          </Field>
          <Field label="Last day" error={form.errors.to} required>
            {(control) => <Input {...control} name="to" type="date" defaultValue={initial.to} />}
          </Field>
        </div>
      )}
      <Field label="At the limit" hint={ENFORCEMENT_HINTS[enforcement]}>
        {(control) => (
          <Select
            {...control}
            value={enforcement}
            onChange={({ target }) =>
              setEnforcement(BUDGET_ENFORCEMENTS.find((one) => one === target.value) ?? "notify")
            }
            options={asOptions(BUDGET_ENFORCEMENTS, ENFORCEMENT_LABELS)}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Tell at, % of the limit" error={form.errors.alertShares} hint="The limit itself is always told.">
          {(control) => <Input {...control} name="alertShares" defaultValue={initial.alertShares} autoComplete="off" />}
        </Field>
        {enforcement === "downgrade" && (
          <Field label="Cheaper models from, % of the limit" error={form.errors.downgradeShare}>
            {(control) => (
              <Input
                {...control}
                name="downgradeShare"
                defaultValue={initial.downgradeShare}
                inputMode="decimal"
                autoComplete="off"
              />
            )}
          </Field>
        )}
      </div>
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {budget ? "Save" : "Create budget"}
        </Button>
      </div>
    </form>
  );
}
