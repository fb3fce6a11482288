import type { OrganizationSnapshot, TaskState } from "@/lib/registry";
import { taskStateOf } from "@/lib/routing";
import type { Caller } from "./caller";

/**
 * The task as it serves this request: with the configuration in force, or with the one that the caller was given to
 * try. Throws `not_found` with a suggestion.
 */
export function taskAtWork(caller: Caller, snapshot: OrganizationSnapshot, task: string): TaskState {
  const state = taskStateOf(snapshot, task);
  return caller.configuration ? { ...state, configuration: caller.configuration } : state;
}
