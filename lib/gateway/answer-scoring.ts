import type { Logger } from "pino";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import { withinMs } from "@/lib/platform/within-ms";
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
  /** The records with the quality of the answers that were offered; one that cannot be judged in time stays null. */
  scored(records: readonly ExecutionRecord[]): Promise<ExecutionRecord[]>;
  /** Lets go of what is written or set aside. A call under way keeps its place: its answer may be here already. */
  forget(records: readonly ExecutionRecord[]): void;
};

/** Answers kept at a time; under a load that writing cannot follow, further ones go unscored. */
const MOST_WAITING = 500;

type Waiting = { task: TaskState["task"]; answer: Answer; quality: Promise<number | null> | null };

export type AnswerScoringOptions = {
  codeSandbox: CodeSandbox;
  log: Logger;
  /** Longest that the rows of one batch wait for all their judgements, milliseconds. (Default: 1,500.) */
  patienceMs?: number;
};

export function createAnswerScoring({ codeSandbox, log, patienceMs = 1_500 }: AnswerScoringOptions): AnswerScoring {
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
      const due = records.flatMap((record) => {
        const entry = isSettled(record) && record.quality === null ? waiting.get(record.id) : undefined;
        return entry ? [{ id: record.id, entry }] : [];
      });
      const found = new Map<string, number | null>();
      let isLate = false;
      const judgeAll = async () => {
        // Code last: it may wait for the sandbox, and nothing else should wait for it.
        for (const { id, entry } of [...due].sort((a, b) => Number(isCode(a.entry)) - Number(isCode(b.entry)))) {
          if (isLate) return;
          // A row that could not be written comes again, and is judged once.
          found.set(id, await (entry.quality ??= judge(entry)));
        }
      };
      if (due.length > 0) await withinMs(patienceMs, judgeAll());
      isLate = true;
      return records.map((record) => {
        const quality = found.get(record.id) ?? null;
        return quality === null ? record : { ...record, quality };
      });
    },
    forget(records) {
      for (const record of records) if (isSettled(record)) waiting.delete(record.id);
    },
  };
}

const isSettled = ({ status }: ExecutionRecord): boolean => status !== "pending";

const isCode = ({ task }: Waiting): boolean => scorerOfTask(task) === "code_generation";
