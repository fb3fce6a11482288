import { parseAsString, useQueryState } from "nuqs";

/** The task of the address; without one that which was asked last, so that there is something to explain. */
export function useAskedTask(slugs: readonly string[], newestTask: string | null) {
  const [asked, setTask] = useQueryState("task", parseAsString);
  const task = [asked, newestTask].find((slug) => slug !== null && slugs.includes(slug)) ?? slugs[0] ?? "";
  return [task, setTask] as const;
}
