import type { CodeLanguage } from "./messages";

/** The code of an answer and the language it is written in. */
export type FoundCode = { code: string; language: CodeLanguage; isFenced: boolean };

const FENCE = /(?:^|\n)[ \t]*```([^\n]*)\n([\s\S]*?)(?:\n[ \t]*```|$)/gu;

/** The first word after the fence. */
const LANGUAGE_NAME = /^[ \t]*([\w+#.-]*)/u;

const NAMES: Readonly<Record<string, CodeLanguage>> = {
  js: "javascript",
  javascript: "javascript",
  mjs: "javascript",
  node: "javascript",
  jsx: "javascript",
  ts: "typescript",
  typescript: "typescript",
  tsx: "typescript",
  py: "python",
  python: "python",
  python3: "python",
};

/** The fenced blocks of the first block's language, joined; without a fence the whole answer when it looks like code. Null when there is none. */
export function findCode(answer: string): FoundCode | null {
  const blocks = [...answer.matchAll(FENCE)]
    .map(([, info = "", code = ""]) => ({ code, language: languageOf(LANGUAGE_NAME.exec(info)?.[1] ?? "", code) }))
    .filter(({ code }) => code.trim() !== "");
  const [first] = blocks;
  if (first) {
    const same = blocks.filter(({ language }) => language === first.language);
    return { code: same.map(({ code }) => code).join("\n"), language: first.language, isFenced: true };
  }
  return looksLikeCode(answer) ? { code: answer, language: guessed("", answer), isFenced: false } : null;
}

const languageOf = (name: string, code: string): CodeLanguage => NAMES[name.toLowerCase()] ?? guessed(name, code);

function guessed(name: string, code: string): CodeLanguage {
  if (name !== "" && !/^(?:text|plain|code)$/iu.test(name)) return "other";
  if (/^[ \t]*(?:def \w+\([^)\r\n]*\).*:|class \w.*:|import \w+$|from \w+ import|print\()/mu.test(code))
    return "python";
  if (/:\s*(?:string|number|boolean|void|unknown)\b|\binterface \w+ \{|^[ \t]*type \w+ =/mu.test(code))
    return "typescript";
  return /\b(?:function|const|let|var|return|=>)/u.test(code) ? "javascript" : "other";
}

/** Most lines end or begin as code does. */
function looksLikeCode(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const coded = lines.filter((line) =>
    /[;{}()\]]\s*$|^\s*(?:def|class|return|import|from|if|for|while|const|let|var|function|@|#|\/\/|\}|export|async|SELECT|INSERT|UPDATE|WITH)(?![\w])/u.test(
      line,
    ),
  );
  return lines.length > 0 && coded.length / lines.length >= 0.6;
}
