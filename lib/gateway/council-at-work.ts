import { canScore, scorerOfTask } from "@/lib/quality";
import { invalidInput } from "@/lib/platform/errors";
import type { TaskState } from "@/lib/registry";
import type { Council } from "@/lib/registry/schemas";

/** A council that can serve one request. */
export type CouncilAtWork = {
  /** Slugs of those that can serve it, the best expected quality first. */
  members: readonly string[];
  method: Council["method"];
  /** Answers that there must be; at least 1, at most the number of members. */
  quorum: number;
  graceMs: number;
  /** Writes the synthesis. */
  synthesizer: string;
};

/**
 * The members that can serve the request, best first as `eligible` is. Throws `invalid_input` when they are fewer than
 * the quorum, or when the method cannot judge the task's answers.
 */
export function councilAtWork(council: Council, task: TaskState["task"], eligible: readonly string[]): CouncilAtWork {
  const { method, graceMs, synthesizer } = council;
  if (method === "best_of" && !canScore(scorerOfTask(task), {})) {
    throw invalidInput(
      `The answers of ${task.slug} can only be judged against what is right, so \`best_of\` cannot choose: use \`vote\``,
      { field: "council.method" },
    );
  }
  if (method === "synthesis" && task.kind === "classification") {
    throw invalidInput(`The answers of ${task.slug} are labels, which cannot be put together: use \`vote\``, {
      field: "council.method",
    });
  }
  const quorum = council.quorum ?? Math.floor(council.members.length / 2) + 1;
  const members = eligible.filter((slug) => council.members.includes(slug));
  if (members.length < quorum) {
    const missing = council.members.filter((slug) => !members.includes(slug));
    throw invalidInput(
      `The council needs ${quorum} of ${council.members.length} members, and ${missing.join(", ")} cannot serve this request now`,
      { field: "council" },
    );
  }
  const writer = synthesizer !== undefined && eligible.includes(synthesizer) ? synthesizer : members[0]!;
  return { members, method, quorum, graceMs, synthesizer: writer };
}
