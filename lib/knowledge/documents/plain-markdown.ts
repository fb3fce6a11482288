/** Elements of HTML inside Markdown whose content nobody reads. */
const UNSEEN = ["script", "style", "template"] as const;

/** Comments, scripts and styles of a Markdown text go, with what they hold. */
export function dropMarkup(text: string): string {
  return UNSEEN.reduce((rest, name) => dropBetween(rest, `<${name}`, `</${name}>`), dropBetween(text, "<!--", "-->"));
}

/** One pass, however many marks are left open: those stay. */
function dropBetween(text: string, open: string, close: string): string {
  const lower = asciiLower(text);
  const kept: string[] = [];
  let from = 0;
  for (;;) {
    const start = lower.indexOf(open, from);
    const end = start === -1 ? -1 : lower.indexOf(close, start + open.length);
    if (end === -1) break;
    kept.push(text.slice(from, start));
    from = end + close.length;
  }
  return from === 0 ? text : kept.join("") + text.slice(from);
}

/** Keeps every position: `toLowerCase` makes some letters longer. */
const asciiLower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** A line as it is read: links by their words, pictures by their description, no emphasis, no tags, table cells apart. */
export function plainLine(line: string): string {
  if (/^ {0,3}\[[^\]]{1,200}\]:\s/.test(line)) return "";
  return line
    .replace(/^(?: {0,3}> ?)+/, "")
    .replace(/!?\[([^[\]]*)\](?:\([^()]*\)|\[[^[\]]*\])/g, "$1")
    .replace(/<\/?[a-z][^<>]*>/gi, (tag) => (/^<(https?:|mailto:)/i.test(tag) ? tag.slice(1, -1) : ""))
    .replace(/`+/g, "")
    .replace(/(\*\*\*|\*\*|~~)(?=\S)/g, "")
    .replace(/(?<=\S)(\*\*\*|\*\*|~~)/g, "")
    .replace(/(?<![\p{L}\p{N}*_\\])[*_]{1,3}(?=[^\s*_])/gu, "")
    .replace(/(?<=[^\s*_\\])[*_]{1,3}(?![\p{L}\p{N}*_])/gu, "")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/^\|\s*|\s*\|\s*$/g, "")
    .replace(/\s*\|\s*/g, " | ");
}
