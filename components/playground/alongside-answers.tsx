import { FeedbackPanel } from "@/components/feedback/feedback-panel";
import { formatPercent } from "@/lib/client/format";
import type { AlongsideAnswer } from "@/lib/gateway/schemas";

/** What the tasks that were asked with the same text say of it, each with its own verdict. */
export function AlongsideAnswers({ answers }: { answers: readonly AlongsideAnswer[] }) {
  return (
    <ul aria-label="Asked alongside" className="grid gap-3 border-t pt-3">
      {answers.map(({ task, label, confidence, executionId, error }) => (
        <li key={task} className="grid gap-2">
          <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
            <span className="text-muted-foreground">{task}</span>
            {label === null ? (
              <span className="text-muted-foreground">{error ?? "no label"}</span>
            ) : (
              <>
                <span className="text-base font-semibold break-words">{label}</span>
                {confidence !== null && <span className="text-muted-foreground">{formatPercent(confidence)} sure</span>}
              </>
            )}
          </p>
          {executionId !== null && <FeedbackPanel executionId={executionId} task={task} label={label} />}
        </li>
      ))}
    </ul>
  );
}
