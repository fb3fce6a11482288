import { authorText } from "@/components/data/author-text";
import type { AuditEntry } from "@/lib/platform/audit-schemas";

/** Kinds of things that changes are recorded of, with the deeds of each. Filters offer these; others are shown as they are. */
export const SUBJECTS = {
  configuration: ["put", "reset", "rollback"],
  detection_model: ["activate"],
  dataset: ["import"],
  knowledge_collection: ["create", "update", "delete", "restore", "reindex"],
  knowledge_document: ["put", "delete", "restore"],
  invitation: ["create", "accept", "revoke"],
  key: ["create", "rotate", "revoke"],
  member: ["update", "remove"],
  model: ["register", "update", "delete", "price", "price_withdraw", "price_restore"],
  model_version: ["publish", "activate"],
  organization: ["create"],
  price_check: ["import"],
  provider: ["create", "update", "delete"],
  savings: ["update"],
  repricing: ["apply", "undo"],
  setting: ["update"],
  task: ["create", "update", "delete"],
  training_run: ["start"],
  user: [],
} as const satisfies Record<string, readonly string[]>;

/** Deeds on a person's account are named after what they touch. */
const ACCOUNT_ACTIONS = ["password.change", "password.reset", "password_reset.create", "sessions.end"] as const;

export const ACTIONS: readonly string[] = [
  ...Object.entries(SUBJECTS).flatMap(([subject, deeds]) => deeds.map((deed) => `${subject}.${deed}`)),
  ...ACCOUNT_ACTIONS,
];

/** "model_version.publish" as people say it: "model version: publish". */
export const actionText = (action: string): string => action.replaceAll("_", " ").replace(".", ": ");

/** Who acted: a person by name, a program by its key, the product itself by its job. */
export function actorText({ type, name }: AuditEntry["actor"]): string {
  if (type === "user") return name;
  if (type === "key") return `${name} (API key)`;
  return name.startsWith("job:") ? authorText(name) : `${name.replaceAll("_", " ")} (automatic)`;
}

/** Fields that people know a thing by, best first. */
const NAME_FIELDS = ["name", "slug", "email", "modelSlug", "model", "taskSlug", "task"] as const;

/** What was changed, as people call it; null when the values say no name. */
export function subjectName({ before, after }: Pick<AuditEntry, "before" | "after">): string | null {
  for (const values of [after, before]) {
    if (typeof values !== "object" || values === null) continue;
    const fields = values as Record<string, unknown>;
    const found = NAME_FIELDS.map((field) => fields[field]).find((value) => typeof value === "string" && value !== "");
    if (typeof found === "string") return found;
  }
  return null;
}
