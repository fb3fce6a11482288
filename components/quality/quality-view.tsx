"use client";

import { useMutation } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { scoreAnswer } from "@/lib/client/quality";
import { AnswerForm } from "./answer-form";
import { qualityParsers } from "./quality-parameters";
import { ScorePanel } from "./score-panel";
import { EMPTY_DRAFT, scoreRequest, type Draft, type Judge, type JudgedTask } from "./score-request";

/** An answer and its question at the left, how good it is at the right. */
export function QualityView({ tasks }: { tasks: readonly JudgedTask[] }) {
  const [parameters, setParameters] = useQueryStates(qualityParsers);
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const task = tasks.find(({ slug }) => slug === parameters.task);
  const judge: Judge = task
    ? { scorer: task.scorer, task: task.slug }
    : { scorer: parameters.scorer ?? "general", task: null };
  const scoring = useMutation({
    mutationFn: async (judged: { judge: Judge; draft: Draft }) => scoreAnswer(scoreRequest(judged.judge, judged.draft)),
  });
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <AnswerForm
        tasks={tasks}
        judge={judge}
        onJudge={({ scorer, task }) => {
          scoring.reset();
          void setParameters({ task, scorer: task === null ? scorer : null });
        }}
        draft={draft}
        onDraft={(next) => {
          if (scoring.error) scoring.reset();
          setDraft(next);
        }}
        error={scoring.error}
        isScoring={scoring.isPending}
        onScore={() => {
          if (!scoring.isPending) scoring.mutate({ judge, draft });
        }}
      />
      <ScorePanel
        score={scoring.data}
        error={scoring.error}
        isScoring={scoring.isPending}
        isStale={scoring.variables?.draft !== draft}
        onRetry={() => scoring.mutate({ judge, draft })}
      />
    </div>
  );
}
