import type { Task } from "@/lib/registry/schemas";

/** Tasks that learn from labelled examples: those that sort texts first, then those whose labels are whole answers. */
export const trainableTasks = (tasks: readonly Task[]): Task[] =>
  tasks
    .filter(({ kind }) => kind !== "retrieval")
    .toSorted((a, b) => Number(b.kind === "classification") - Number(a.kind === "classification"));
