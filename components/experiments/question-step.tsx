import { useQuery } from "@tanstack/react-query";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { choicesQuery } from "@/lib/client/choices";
import { errorAt, FormStep, textOf, type StepFields } from "./form-step";

/** What is compared, and how units get their variant. */
export function QuestionStep(fields: StepFields) {
  const { draft, change, wrong } = fields;
  const tasks = useQuery(choicesQuery("task"));
  const isBandit = draft.kind === "bandit";
  return (
    <FormStep title="1. Question" description="What is compared, and what you expect.">
      <Field label="Name" required error={errorAt(wrong, "name") ?? errorAt(wrong, "slug")}>
        {(control) => <Input {...control} autoComplete="off" maxLength={100} {...textOf(fields, "name")} />}
      </Field>
      <Field label="Task" required error={errorAt(wrong, "task")}>
        {(control) => (
          <Select
            {...control}
            value={draft.task}
            onChange={(event) => change({ task: event.target.value })}
            options={[{ value: "", label: "Choose a task" }, ...(tasks.data ?? [])]}
          />
        )}
      </Field>
      <Field label="Hypothesis" required={false} className="sm:col-span-2">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            placeholder="A shorter prompt costs less and is as good"
            {...textOf(fields, "hypothesis")}
          />
        )}
      </Field>
      <Field label="Kind" hint={isBandit ? "Traffic follows what is likely best." : "Fixed shares and a verdict."}>
        {(control) => (
          <Select
            {...control}
            value={draft.kind}
            onChange={(event) => change({ kind: event.target.value === "bandit" ? "bandit" : "test" })}
            options={[
              { value: "test", label: "Test" },
              { value: "bandit", label: "Bandit" },
            ]}
          />
        )}
      </Field>
      <Field
        label="Assigned by"
        hint={
          draft.assignment === "api"
            ? "Your program asks which variant a unit gets."
            : "The gateway serves each variant's settings."
        }
      >
        {(control) => (
          <Select
            {...control}
            value={draft.assignment}
            onChange={(event) => change({ assignment: event.target.value === "api" ? "api" : "gateway" })}
            options={[
              { value: "gateway", label: "The gateway" },
              { value: "api", label: "A program, by API" },
            ]}
          />
        )}
      </Field>
    </FormStep>
  );
}
