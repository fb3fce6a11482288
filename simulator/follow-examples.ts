import type { Prompt } from "./answer";

type Example = { input: string; output: string };

/**
 * What a model answers that does as the examples do: the output of the one that has most words in common with the newest
 * message, else the first label of a list in the system's message whose words occur in it. null when neither tells.
 */
export function followExamples(
  { turns, lastText }: Pick<Prompt, "turns" | "lastText">,
  taught: readonly Example[],
): string | null {
  const asked = wordsOf(lastText);
  const shown = turns.flatMap(({ role, text }, index): Example[] => {
    const next = turns[index + 1];
    return role === "user" && next?.role === "assistant" ? [{ input: text, output: next.text }] : [];
  });
  let best: { output: string; likeness: number } | null = null;
  for (const { input, output } of [...shown, ...taught]) {
    const likeness = jaccard(asked, wordsOf(input));
    if (likeness > (best?.likeness ?? 0)) best = { output, likeness };
  }
  return best?.output ?? listedLabel(turns, asked);
}

function listedLabel(turns: Prompt["turns"], asked: ReadonlySet<string>): string | null {
  const system = turns.find(({ role }) => role === "system")?.text ?? "";
  const labels = system.split("\n").flatMap((line) => (line.startsWith("- ") ? [line.slice(2)] : []));
  return labels.find((label) => [...wordsOf(label)].some((word) => asked.has(word))) ?? labels[0] ?? null;
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((word) => b.has(word)).length;
  return both === 0 ? 0 : both / (a.size + b.size - both);
}
