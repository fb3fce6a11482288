import type { DatabaseTransaction } from "@/lib/platform/db";
import { invalidInput } from "@/lib/platform/errors";
import { suggestion } from "./suggestion";
import type { Configuration, Task } from "./task-schemas";
import { selectTasks } from "./task-store";

/** Refuses a configuration whose task is asked alongside itself, or alongside what is no classification. */
export async function requireKnownTasks(
  tx: DatabaseTransaction,
  organizationId: string,
  { slug, kind }: Pick<Task, "slug" | "kind">,
  { alongside }: Configuration,
): Promise<void> {
  if (alongside.length === 0) return;
  const refused = (message: string) => invalidInput(message, { field: "configuration.alongside" });
  if (kind !== "classification") throw refused(`\`${slug}\` is no classification, so no other task is asked alongside`);
  const tasks = await selectTasks(tx, organizationId);
  for (const named of alongside) {
    if (named === slug) throw refused(`\`${slug}\` cannot be asked alongside itself`);
    const task = tasks.find((one) => one.slug === named);
    if (!task) {
      const known = tasks.filter((one) => one.kind === "classification").map((one) => one.slug);
      throw refused(`There is no task \`${named}\`${suggestion(named, known)}`);
    }
    if (task.kind !== "classification") throw refused(`\`${named}\` is no classification, so it has no label to tell`);
  }
}
