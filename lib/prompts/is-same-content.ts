import { jsonText } from "@/lib/platform/stored-json";
import type { PromptContent } from "./schemas";

type Content = Pick<Required<PromptContent>, "template" | "variables">;

/** Whether two versions say the same; notes do not count. */
export const isSameContent = (one: Content, other: Content): boolean =>
  one.template === other.template && jsonText(sorted(one.variables)) === jsonText(sorted(other.variables));

/** The database keeps the fields of an object in an order of its own. */
const sorted = (variables: Required<PromptContent>["variables"]) =>
  variables.map((variable) => Object.entries(variable).sort(([left], [right]) => (left < right ? -1 : 1)));
