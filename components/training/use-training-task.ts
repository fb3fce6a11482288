"use client";

import { parseAsString, useQueryState } from "nuqs";
import type { Task } from "@/lib/registry/schemas";

/** The task that the page is narrowed to, held in the address; null is all of them, also when the address names none of these. */
export function useTrainingTask(tasks: readonly Task[]) {
  const [slug, setTask] = useQueryState("task", parseAsString);
  const task = tasks.some((one) => one.slug === slug) ? slug : null;
  return { task, setTask: (next: string | null) => void setTask(next) };
}
