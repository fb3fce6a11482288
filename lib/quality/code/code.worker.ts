import { parentPort } from "node:worker_threads";
import type { CodeAnswer, CodeQuestion } from "./messages";
import { makeInterpreter } from "./make-interpreter";
import { runTests } from "./run-tests";

/** A failure in here ends the thread, which the one that asked notices. */
const port = parentPort!;

port.on("message", ({ id, ...question }: CodeQuestion) => {
  void runTests(makeInterpreter, question).then((findings) =>
    port.postMessage({ op: "found", id, findings } satisfies CodeAnswer),
  );
});
await makeInterpreter();
port.postMessage({ op: "ready" } satisfies CodeAnswer);
