import type { Feedback } from "@/lib/feedback/schemas";

/** What was said, as a person would say it. */
export function saidText({
  kind,
  value,
  rightLabel,
  isRight,
}: Pick<Feedback, "kind" | "value" | "rightLabel" | "isRight">): string {
  switch (kind) {
    case "approval":
      return value === true ? "good" : "not good";
    case "rating":
      return `${String(value)} of 5`;
    case "label":
    case "correction":
      return isRight === true && rightLabel !== null ? `right: ${rightLabel}` : `should be: ${String(value)}`;
    case "usage":
      return `suggestion ${String(value)}`;
    case "comment":
      return String(value);
    default:
      return kind satisfies never;
  }
}

/** A giver without the prefix that tells kinds of names apart. */
export function giverText(giver: string, isMine: boolean): string {
  if (isMine) return "you";
  const [kind, ...name] = giver.split(":");
  if (kind === "ref") return name.join(":");
  return kind === "key" ? "an API key" : kind === "user" ? "a member" : "the system";
}
