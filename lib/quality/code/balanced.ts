const CLOSES: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/**
 * Whether brackets close in order and no text is left open, outside comments. A rough look, for languages that are not
 * run; the length of a comment or text is bounded, else thousands that never close take seconds.
 */
export function isBalanced(code: string, lineComment: "#" | "//" | "--"): boolean {
  const open: string[] = [];
  const bare = code
    .replace(/"""[\s\S]{0,4000}?"""|'''[\s\S]{0,4000}?'''|\/\*[\s\S]{0,4000}?\*\//gu, "")
    .split("\n")
    .map(
      (line) =>
        line
          .replace(/"(?:\\.|[^"\\]){0,2000}"|'(?:\\.|[^'\\]){0,2000}'|`(?:\\.|[^`\\]){0,2000}`/gu, "")
          .split(lineComment)[0]!,
    )
    .join("\n");
  for (const sign of bare.match(/[()[\]{}]/gu) ?? []) {
    if (sign in CLOSES) {
      if (open.pop() !== CLOSES[sign]) return false;
    } else open.push(sign);
  }
  return open.length === 0;
}

/** Whether every block of Python opens with a colon and is indented. */
export function hasPythonShape(code: string): boolean {
  const lines = code.split("\n").filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  return lines.every((line, at) => {
    if (!/^\s*(?:def|class|if|elif|else|for|while|try|except|finally|with)\b/u.test(line)) return true;
    if (!line.includes(":") && !/[([{,\\]\s*$/u.test(line)) return false;
    const next = lines[at + 1];
    return !/:\s*(?:#|$)/u.test(line) || (next !== undefined && indentOf(next) > indentOf(line));
  });
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
