"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { CheckList } from "@/components/data/check-list";
import { describeError } from "@/components/data/describe-error";
import { NumberField } from "@/components/data/number-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import type { AlertRule } from "@/lib/alerts/schemas";
import {
  ALERT_METRIC_FACTS,
  ALERT_METRIC_NAMES,
  ALERT_METRICS,
  ALERT_SEVERITIES,
  type AlertMetric,
} from "@/lib/alerts/words";
import { newIdempotencyKey } from "@/lib/client/api";
import { createAlertRule, updateAlertRule } from "@/lib/client/alerts";
import { choicesQuery } from "@/lib/client/choices";
import { errorsByField } from "@/lib/client/errors-by-field";
import { webhooksQuery } from "@/lib/client/webhooks";
import { windowText } from "./format-measure";
import { contentOf, factorOf, formOf, inUnit, newRule, withMetric, type RuleForm } from "./rule-draft";
import { RulePreview } from "./rule-preview";

/** `rule` null makes a new one. */
type RuleDialogProps = {
  open: boolean;
  rule: AlertRule | null;
  /** What a new one is about at first. */
  metric: AlertMetric;
  onClose: () => void;
};

export function RuleDialog({ open, rule, metric, onClose }: RuleDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {open && (
        <DialogContent
          width="lg"
          title={rule ? `Edit ${rule.name}` : "Create an alert rule"}
          description="It fires when a number crosses a threshold, and resolves when it has come back."
        >
          <RuleFormView key={rule?.id ?? "new"} rule={rule} metric={metric} onDone={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}

const METRICS = ALERT_METRICS.map((value) => ({ value, label: ALERT_METRIC_NAMES[value] }));
const WINDOWS = [5, 15, 30, 60, 180, 360, 720, 1_440, 4_320, 10_080];
const SCOPES = { organization: "Everything", task: "One task", model: "One model", budget: "One budget" } as const;
const UNITS = {
  rate: "%",
  share: "%",
  milliseconds: "ms",
  usd: "US dollars",
  points: "0–100",
  models: "models",
  variants: "variants",
  index: "stability index, 0.25 is a clear change",
} as const;

function RuleFormView({ rule, metric, onDone }: Pick<RuleDialogProps, "rule" | "metric"> & { onDone: () => void }) {
  const queryClient = useQueryClient();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const [form, setForm] = useState<RuleForm>(() => (rule ? formOf(rule) : newRule(metric)));
  const set = (changes: Partial<RuleForm>) => setForm((current) => ({ ...current, ...changes }));
  const facts = ALERT_METRIC_FACTS[form.metric];
  const factor = factorOf(form.metric);
  const unit = UNITS[facts.unit];
  const content = contentOf(form);
  const choices = useQuery({
    ...choicesQuery(form.scope === "organization" ? "task" : form.scope),
    enabled: form.scope !== "organization",
  });
  const webhooks = useQuery(webhooksQuery());
  const save = useMutation({
    mutationFn: async () => {
      if (!content) throw new Error("Fill in what is missing");
      return rule ? updateAlertRule(rule.id, content) : createAlertRule(content, idempotencyKey);
    },
    onSuccess: async ({ name }) => {
      onDone();
      notify.success(rule ? `${name} is changed` : `${name} is watched from now on`);
      await queryClient.invalidateQueries({ queryKey: ["alert-rules"] });
    },
  });
  const errors = save.error ? errorsByField(save.error) : {};

  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Field label="Name" error={errors.name} required>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={form.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Metric">
          {(control) => (
            <Select
              {...control}
              options={METRICS}
              value={form.metric}
              onChange={({ target }) =>
                setForm(withMetric(form, ALERT_METRICS.find((one) => one === target.value) ?? form.metric))
              }
            />
          )}
        </Field>
        <Field label="Of">
          {(control) => (
            <Select
              {...control}
              options={facts.scopes.map((value) => ({ value, label: SCOPES[value] }))}
              value={form.scope}
              onChange={({ target }) =>
                set({ scope: facts.scopes.find((one) => one === target.value) ?? form.scope, scopeRef: null })
              }
            />
          )}
        </Field>
        {form.scope !== "organization" && (
          <Field label={SCOPES[form.scope]} error={errors.scopeRef} required>
            {(control) => (
              <Select
                {...control}
                value={form.scopeRef ?? ""}
                onChange={({ target }) => set({ scopeRef: target.value || null })}
              >
                <option value="">Choose…</option>
                {choices.data?.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {form.windowMinutes !== null && (
          <Field label="Over the last" error={errors.windowMinutes}>
            {(control) => (
              <Select
                {...control}
                options={[...new Set([...WINDOWS, form.windowMinutes!])]
                  .sort((a, b) => a - b)
                  .map((value) => ({ value: String(value), label: windowText(value) }))}
                value={String(form.windowMinutes)}
                onChange={({ target }) => set({ windowMinutes: Number(target.value) })}
              />
            )}
          </Field>
        )}
        <Field label="Fires when it is">
          {(control) => (
            <Select
              {...control}
              options={[
                { value: "above", label: "above" },
                { value: "below", label: "below" },
              ]}
              value={form.comparison}
              onChange={({ target }) => set({ comparison: target.value === "below" ? "below" : "above" })}
            />
          )}
        </Field>
        <NumberField
          label={`Threshold (${unit})`}
          error={errors.threshold}
          required
          value={inUnit(form.threshold, factor)}
          onChange={(value) => set({ threshold: inUnit(value, 1 / factor) })}
        />
        <NumberField
          label={`Resolves at (${unit})`}
          hint="Empty: at the threshold. A gap between the two keeps it from firing again and again."
          error={errors.recoveryThreshold}
          value={inUnit(form.recoveryThreshold, factor)}
          onChange={(value) => set({ recoveryThreshold: inUnit(value, 1 / factor) })}
        />
        <NumberField
          label="At least so many measurements"
          hint="With fewer nothing is decided."
          error={errors.minimumCount}
          required
          value={form.minimumCount}
          onChange={(minimumCount) => set({ minimumCount })}
        />
        <NumberField
          label="Wait before firing (minutes)"
          hint="The threshold has to stay crossed for so long."
          error={errors.pendingMinutes}
          value={form.pendingMinutes}
          onChange={(value) => set({ pendingMinutes: value ?? 0 })}
        />
        <NumberField
          label="Cool-down (minutes)"
          hint="From one firing to the next, at least."
          error={errors.coolDownMinutes}
          value={form.coolDownMinutes}
          onChange={(value) => set({ coolDownMinutes: value ?? 0 })}
        />
        <Field label="Severity">
          {(control) => (
            <Select
              {...control}
              options={ALERT_SEVERITIES.map((value) => ({ value, label: value }))}
              value={form.severity}
              onChange={({ target }) =>
                set({ severity: ALERT_SEVERITIES.find((one) => one === target.value) ?? form.severity })
              }
            />
          )}
        </Field>
        <Field label="When there is too little to measure">
          {(control) => (
            <Select
              {...control}
              options={[
                { value: "keep", label: "keep firing" },
                { value: "resolve", label: "resolve" },
              ]}
              value={form.noData}
              onChange={({ target }) => set({ noData: target.value === "resolve" ? "resolve" : "keep" })}
            />
          )}
        </Field>
      </div>
      {webhooks.data && webhooks.data.length > 0 && (
        <fieldset className="grid gap-1">
          <legend className="mb-1 text-sm font-medium">Tell</legend>
          <CheckList
            label="Webhooks that are told"
            max={10}
            items={webhooks.data.map(({ id, name, isEnabled }) => ({
              value: id,
              label: name,
              hint: isEnabled ? null : "switched off",
            }))}
            chosen={form.webhookIds}
            onChange={(webhookIds) => set({ webhookIds })}
          />
        </fieldset>
      )}
      <RulePreview content={useDeferredValue(content)} />
      {Boolean(save.error) && Object.keys(errors).length === 0 && (
        <Alert tone="danger">{describeError(save.error).message}</Alert>
      )}
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button disabled={save.isPending}>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" disabled={content === null} isPending={save.isPending}>
          {rule ? "Save rule" : "Create rule"}
        </Button>
      </div>
    </form>
  );
}
