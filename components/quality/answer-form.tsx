import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { SCORERS } from "@/lib/quality/words";
import { exampleDraft } from "./example-answers";
import { fieldsOf, type Draft, type Judge, type JudgedTask } from "./score-request";
import { SCORER_WORDS } from "./scorer-words";
import { wrongDraftField } from "./wrong-draft-field";

type AnswerFormProps = {
  tasks: readonly JudgedTask[];
  judge: Judge;
  onJudge: (judge: Judge) => void;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  error: unknown;
  isScoring: boolean;
  onScore: () => void;
};

/** What was asked and answered, and who judges it. */
export function AnswerForm({ tasks, judge, onJudge, draft, onDraft, error, isScoring, onScore }: AnswerFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const wrong = wrongDraftField(error);
  const wrongName = wrong?.field;
  const words = SCORER_WORDS[judge.scorer];
  const shown = fieldsOf(judge.scorer);

  useEffect(() => {
    if (wrongName) form.current?.querySelector<HTMLElement>(`[name="${wrongName}"]`)?.focus();
  }, [error, wrongName]);

  const textField = (name: keyof Draft, label: string, hint: string, className?: string) =>
    shown.includes(name) && (
      <Field label={label} hint={hint} error={wrongName === name && wrong?.message}>
        {(control) => (
          <Textarea
            {...control}
            name={name}
            className={className}
            value={draft[name]}
            onChange={(event) => onDraft({ ...draft, [name]: event.target.value })}
          />
        )}
      </Field>
    );

  return (
    <Card>
      <CardContent>
        <form
          ref={form}
          method="post"
          noValidate
          className="grid grid-cols-1 gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            onScore();
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
            event.preventDefault();
            onScore();
          }}
        >
          <JudgeField tasks={tasks} judge={judge} onJudge={onJudge} />
          {textField("input", "What was asked", words.inputHint)}
          {textField("output", "Answer", "What the model, or a person, answered.", "min-h-32")}
          {textField("context", "Source or context", "What the answer may rest on beside the question. Optional.")}
          {words.reference && textField("reference", "Right answer", words.reference.hint)}
          {textField("labels", "Allowed labels", "One a line, or with commas between.")}
          {textField(
            "tests",
            "Tests",
            "JavaScript expressions that have to come out true, one a line. Run in a sandbox.",
            "font-mono",
          )}
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" size="lg" variant="primary" isPending={isScoring}>
              Score
            </Button>
            <Button size="lg" variant="ghost" onClick={() => onDraft(exampleDraft(judge.scorer, "good"))}>
              Try a good example
            </Button>
            <Button size="lg" variant="ghost" onClick={() => onDraft(exampleDraft(judge.scorer, "bad"))}>
              Try a bad example
            </Button>
            <span className="text-xs text-muted-foreground pointer-coarse:hidden">
              <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> scores
            </span>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}

function JudgeField({ tasks, judge, onJudge }: Pick<AnswerFormProps, "tasks" | "judge" | "onJudge">) {
  const choices = [
    ...SCORERS.map((scorer): Choice => ({ value: `scorer:${scorer}`, judge: { scorer, task: null } })),
    ...tasks.map(({ slug, scorer }): Choice => ({ value: `task:${slug}`, judge: { scorer, task: slug } })),
  ];
  return (
    <Field
      label="Judge as"
      hint={
        judge.task === null
          ? "A kind of answer, or a task, whose scorer is then taken."
          : `This task’s answers are judged as: ${SCORER_WORDS[judge.scorer].name}.`
      }
    >
      {(control) => (
        <Select
          {...control}
          value={judge.task === null ? `scorer:${judge.scorer}` : `task:${judge.task}`}
          onChange={(event) => {
            const chosen = choices.find(({ value }) => value === event.target.value);
            if (chosen) onJudge(chosen.judge);
          }}
        >
          <optgroup label="Kinds of answers">
            {SCORERS.map((scorer) => (
              <option key={scorer} value={`scorer:${scorer}`}>
                {SCORER_WORDS[scorer].name}
              </option>
            ))}
          </optgroup>
          <optgroup label="Tasks">
            {tasks.map(({ slug, name }) => (
              <option key={slug} value={`task:${slug}`}>
                {name}
              </option>
            ))}
          </optgroup>
        </Select>
      )}
    </Field>
  );
}

type Choice = { value: string; judge: Judge };
