/** How the JSON stood in the text: alone, in a fence of its own, or among other words. */
export type FoundJson = { value: unknown; form: "alone" | "fenced" | "among_words" };

/** The JSON of an answer; null when it holds none that can be read. */
export function findJson(text: string): FoundJson | null {
  const whole = parsed(text);
  if (whole) return { value: whole.value, form: "alone" };
  const fence = /```(?:json)?[ \t\r]*\n([\s\S]*?)```/iu.exec(text);
  const fenced = fence && parsed(fence[1]!);
  if (fenced) return { value: fenced.value, form: text.trim() === fence[0].trim() ? "fenced" : "among_words" };
  const start = text.search(/[{[]/u);
  const end = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]"));
  const inner = start >= 0 && end > start ? parsed(text.slice(start, end + 1)) : null;
  return inner && { value: inner.value, form: "among_words" };
}

function parsed(text: string): { value: unknown } | null {
  try {
    const value: unknown = JSON.parse(text.trim());
    return typeof value === "object" && value !== null ? { value } : null;
  } catch {
    return null;
  }
}
