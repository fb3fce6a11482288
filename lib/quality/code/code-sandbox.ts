import { Worker } from "node:worker_threads";
import { unavailable } from "@/lib/platform/errors";
import { startSourceWorker } from "@/lib/platform/threads/start-source-worker";
import type { CodeAnswer, CodeFindings, CodeQuestion } from "./messages";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    codeSandbox: CodeSandbox;
  }
}

/** Runs strangers' code: interpreted inside WebAssembly, in a thread of its own, with limits on steps, memory and time. */
export type CodeSandbox = {
  /** One question at a time, the others wait. Rejects with `unavailable` when too many do. */
  inspect(question: Omit<CodeQuestion, "id">): Promise<CodeFindings>;
  dispose(): Promise<void>;
};

export type CodeSandboxOptions = {
  /** Longest run before the thread is ended, milliseconds: for what the limit of steps does not see. (Default: 20,000.) */
  deadlineMs?: number;
  /** (Default: 50.) */
  maxWaiting?: number;
};

/** The thread starts with the first question, and again after one that had to be ended. */
export function createCodeSandbox({ deadlineMs = 20_000, maxWaiting = 50 }: CodeSandboxOptions = {}): CodeSandbox {
  let worker: Promise<Worker> | null = null;
  let tail: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let lastId = 0;

  async function ask(question: Omit<CodeQuestion, "id">): Promise<CodeFindings> {
    worker ??= startWorker();
    const running = await worker.catch((error: unknown) => {
      worker = null;
      throw error;
    });
    const id = ++lastId;
    running.ref();
    const findings = await answerOf(running, { id, ...question }, deadlineMs);
    running.unref();
    if (findings) return findings;
    worker = null;
    await running.terminate();
    return endedFindings(question);
  }

  return {
    inspect(question) {
      if (waiting >= maxWaiting) {
        return Promise.reject(
          unavailable("Too much code waits to be judged; try again in a moment", { retryAfterMs: 2_000 }),
        );
      }
      waiting++;
      const turn = tail.then(() => ask(question)).finally(() => waiting--);
      tail = turn.catch(() => {});
      return turn;
    },
    async dispose() {
      const running = await worker?.catch(() => null);
      worker = null;
      await running?.terminate();
    },
  };
}

/** The answer, or null when the deadline passed or the thread broke. */
function answerOf(worker: Worker, question: CodeQuestion, deadlineMs: number): Promise<CodeFindings | null> {
  return new Promise((resolve) => {
    const finish = (findings: CodeFindings | null) => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onEnd).off("exit", onEnd);
      resolve(findings);
    };
    const onMessage = (answer: CodeAnswer) => {
      if (answer.op === "found" && answer.id === question.id) finish(answer.findings);
    };
    const onEnd = () => finish(null);
    const timer = setTimeout(onEnd, deadlineMs);
    worker.on("message", onMessage).on("error", onEnd).on("exit", onEnd);
    worker.postMessage(question);
  });
}

const endedFindings = ({ tests }: Omit<CodeQuestion, "id">): CodeFindings => ({
  syntaxError: null,
  tests: tests.map(({ name, expression }) => ({
    name: name ?? expression,
    isPassed: false,
    fault: "the sandbox had to be ended: too much time or memory",
  })),
});

function startWorker(): Promise<Worker> {
  const options = { name: "code-sandbox", resourceLimits: { maxOldGenerationSizeMb: 256 } };
  const worker = process.env.NEXT_RUNTIME
    ? new Worker(new URL("./code.worker.ts", import.meta.url), options)
    : startSourceWorker(new URL("./code.worker.ts", import.meta.url), options);
  worker.unref();
  return new Promise((resolve, reject) => {
    worker.ref();
    worker.once("message", () => {
      worker.off("error", reject);
      // What breaks later shows as a missing answer; an unheard error would end the process.
      worker.on("error", () => {});
      worker.unref();
      resolve(worker);
    });
    worker.once("error", reject);
  });
}
