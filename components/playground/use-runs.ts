import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { RunResult } from "@/lib/gateway/schemas";
import { newIdempotencyKey } from "@/lib/client/api";
import { runTask, streamTask, type RunRequest } from "@/lib/client/run";

export type RunAnswer = Pick<RunResult, "output" | "label" | "confidence" | "alternatives" | "alongside"> & {
  /** A streamed answer tells only these; the rest is in its execution. */
  execution: Pick<RunResult["execution"], "id" | "model" | "costUsd"> & Partial<RunResult["execution"]>;
};

export type RunState =
  | { kind: "running"; text: string }
  | { kind: "answered"; answer: RunAnswer }
  | { kind: "failed"; error: unknown; text: string }
  | { kind: "cancelled"; text: string };

export type Run = {
  key: string;
  /** null = the router chooses. */
  model: string | null;
  /** What was asked. */
  input: string;
  state: RunState;
};

/** The requests of the last press of Send, each with a life of its own: one that fails leaves the others as they are. */
export function useRuns() {
  const queryClient = useQueryClient();
  const [runs, setRuns] = useState<readonly Run[]>([]);
  const controller = useRef<AbortController>(null);
  useEffect(() => () => controller.current?.abort(), []);

  async function runOne(key: string, request: RunRequest, isStreaming: boolean, signal: AbortSignal) {
    const show = (state: RunState) =>
      setRuns((current) => current.map((run) => (run.key === key ? { ...run, state } : run)));
    let text = "";
    const onText = (soFar: string) => {
      text = soFar;
      show({ kind: "running", text });
    };
    try {
      const answer = isStreaming ? await streamTask(request, signal, onText) : await runTask(request, signal);
      show({ kind: "answered", answer });
    } catch (error) {
      show(signal.aborted ? { kind: "cancelled", text } : { kind: "failed", error, text });
    }
  }

  async function start(requests: readonly RunRequest[], isStreaming: boolean) {
    controller.current?.abort();
    const { signal } = (controller.current = new AbortController());
    const started = requests.map((request) => ({ key: newIdempotencyKey(), request }));
    setRuns(
      started.map(({ key, request }) => ({
        key,
        model: request.model ?? null,
        input: request.input,
        state: { kind: "running", text: "" },
      })),
    );
    await Promise.all(started.map(({ key, request }) => runOne(key, request, isStreaming, signal)));
    await Promise.all(["executions", "metrics"].map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
  }

  return {
    runs,
    isRunning: runs.some(({ state }) => state.kind === "running"),
    start,
    cancel: () => controller.current?.abort(),
  };
}
