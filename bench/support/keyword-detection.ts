/** Words as a first draft of such a detector would list them; the first list that is hit wins. */
const CATEGORY_KEYWORDS = {
  empathy: ["sad", "lonely", "feel", "cry", "heartbroken", "anxious", "grief", "died"],
  coding: ["code", "function", "algorithm", "debug", "python", "javascript", "sql", "api", "bug", "compile"],
  math: ["solve", "calculate", "equation", "derivative", "integral", "percent", "probability", "matrix"],
  language: ["translate", "grammar", "correct", "sentence", "spelling", "word", "rewrite"],
  research: ["analyze", "analyse", "research", "compare", "study", "studies", "evidence", "sources"],
} as const;

const EMOTION_KEYWORDS = {
  urgent: ["urgent", "asap", "immediately", "quick", "hurry", "deadline", "now"],
  frustrated: ["frustrated", "annoying", "angry", "hate", "useless", "again", "terrible", "stupid"],
  confused: ["confused", "don't understand", "unclear", "lost", "don't get", "what does"],
  happy: ["thanks", "thank you", "great", "love", "awesome", "happy", "excited"],
} as const;

/** The baseline: lists of words, as the source of this feature had them. */
export const keywordDetection = (text: string): { category: string; emotion: string } => ({
  category: firstHit(CATEGORY_KEYWORDS, text) ?? "general",
  emotion: firstHit(EMOTION_KEYWORDS, text) ?? "neutral",
});

function firstHit(lists: Record<string, readonly string[]>, text: string): string | null {
  const lower = text.toLowerCase();
  const hits = (word: string) => new RegExp(`\\b${word}`, "u").test(lower);
  return Object.entries(lists).find(([, words]) => words.some(hits))?.[0] ?? null;
}
