import { nearestName } from "@/lib/platform/nearest-name";

/** `: did you mean x?` when a known name is near, else nothing; to end the sentence that says a name is unknown. */
export function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest ? `: did you mean \`${nearest}\`?` : "";
}
