import type { Logger } from "pino";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import { canScore, scoreAnswer, scorerOfTask, type CodeSandbox } from "@/lib/quality";
import type { TaskState } from "@/lib/registry";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    answerScoring: AnswerScoring;
  }
}

type Answer = { input: string; output: string };

/**
 * Quality of answers for tasks that want it, found between the answer and the writing of its row, so that no caller
 * waits for it. An answer whose process dies before that is recorded without.
 */
export type AnswerScoring = {
  /** Keeps the answer until its row is written. Tasks whose answers only a reference can judge are passed over. */
  offer(executionId: string, task: TaskState["task"], answer: Answer): void;
  /** The records with the quality of the answers that were offered; one that cannot be judged stays null. */
  scored(records: readonly ExecutionRecord[]): Promise<ExecutionRecord[]>;
  /** Lets go of what is written. */
  forget(records: readonly ExecutionRecord[]): void;
};

/** Answers kept at a time; under a load that writing cannot follow, further ones go unscored. */
const MOST_WAITING = 500;

type Waiting = { task: TaskState["task"]; answer: Answer; quality: Promise<number | null> | null };

export function createAnswerScoring({ codeSandbox, log }: { codeSandbox: CodeSandbox; log: Logger }): AnswerScoring {
  const waiting = new Map<string, Waiting>();

  async function judge({ task, answer }: Waiting): Promise<number | null> {
    // Lets waiting requests pass between two judgements.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      return (await scoreAnswer(codeSandbox, scorerOfTask(task), answer)).score;
    } catch (error) {
      log.warn({ err: error, task: task.slug }, "an answer could not be scored");
      return null;
    }
  }

  return {
    offer(executionId, task, answer) {
      if (waiting.size >= MOST_WAITING || !canScore(scorerOfTask(task), {})) return;
      waiting.set(executionId, { task, answer, quality: null });
    },
    async scored(records) {
      const results: ExecutionRecord[] = [];
      for (const record of records) {
        const entry = record.quality === null ? waiting.get(record.id) : undefined;
        // A row that could not be written comes again, and is judged once.
        const quality = entry ? await (entry.quality ??= judge(entry)) : record.quality;
        results.push(quality === record.quality ? record : { ...record, quality });
      }
      return results;
    },
    forget(records) {
      for (const { id } of records) waiting.delete(id);
    },
  };
}
