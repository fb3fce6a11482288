/**
 * What a question is about, as a text that only questions which ask the same have in common: its words without those
 * that only shape the sentence, in one form each. A sentence encoder hardly sees a number, a name, a "not" or which of
 * two things goes to the other, so one answer may serve two questions only when their signatures are equal. The words
 * are English; of other languages only punctuation and capitals are passed over. null when nothing is left.
 */
export function questionSignature(question: string): string | null {
  const text = asWritten(question);
  const words = (text.match(TOKEN) ?? []).flatMap((token) => (SHAPE.has(token) ? [] : [inOneForm(token)]));
  const meant = words.filter((word) => word !== "");
  if (meant.length === 0) return null;
  // Who does what to whom is told by the order; only the word that asks can stand anywhere.
  const asking = meant.filter((word) => ASKING.has(word));
  const rest = meant.filter((word, index) => !ASKING.has(word) && word !== meant[index - 1]);
  return `${[...new Set(asking)].sort().join(" ")}: ${rest.join(" ")}`;
}

/** Longest part of a word or number in one token; digits keep their points, words their apostrophes. */
const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}'+#]*|[%$€£¥°=<>*/^+-]/gu;

const ASKING = new Set(["how", "when", "wher", "why", "who"]);

/** Phrases that are another way to say what counts, applied in this order to text in lower case. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/[’‘]/g, "'"],
  [/(?<=\p{N})[.,:](?=\p{N})/gu, "'"],
  [/\b(what|where|who|when|how|why|that|there|it)'s\b/g, "$1 is"],
  [/\bi'm\b/g, "i am"],
  [/\bi'd\b/g, "i would"],
  [/\bcan(?:'t|not)\b/g, "can not"],
  [/\bwon't\b/g, "will not"],
  [/n't\b/g, " not"],
  [/\be-?mails?\b/g, "mail"],
  [/\b(log|sign)(?:ging|ing)? ?in\b/g, "login"],
  [/\b(log|sign)(?:ging|ing)? ?out\b/g, "logout"],
  [/\bget in touch with\b/g, "contact"],
  [/\b(?:please|pls|kindly)\b/g, ""],
  // "Could you explain" asks no "could".
  [/^\W*(?:can|could|will|would) you (?=\p{L})(?!ship|deliver|send|do|help|see|pay)/gu, ""],
  [/^\W*(?:explain|tell me) (?:to me )?(?=what|how|why|when|where|who)/g, ""],
  [/^\W*(?:explain(?: to me)?|tell me about|what is|what are)\b/g, "what"],
  [
    /\bi (?:want|would like|like|wish|need) to (.+?)[.,!;]+ how(?: (?:do|can) i(?: do (?:it|that|this))?)?\b/g,
    "how i $1",
  ],
  [/\bwhat (?:is )?the (?:best )?way to\b/g, "how i"],
  [/\bwhat (?:are )?the steps to\b/g, "how i"],
  [/\bwhat (?:do|must|should) i (?:have to |need to )?do to\b/g, "how i"],
  [/\b(how|where) (?:do|can|could|should|may|would) (i|we|you|one)\b/g, "$1 $2"],
  [/\bhow to\b/g, "how i"],
  [/\b(?:for what reason|how come)\b/g, "why"],
  [/\bwhat (?:is )?the (?:price|cost)s? (?:of|for)\b|\bhow much (?:is|are|for)\b/g, "cost"],
  [/\b(?:what|how much) (?:does|do) (.{1,80}?) costs?\b/g, "cost $1"],
  [/\bis it possible to\b/g, "can i"],
  [/\b(?:be going|am going|is going|are going) to\b|\bgoing to\b/g, "will"],
  [/\b(?:have|has|need|needs) to\b/g, "must"],
];

/** Words that shape a sentence and decide nothing of what is asked. */
const SHAPE = new Set(
  "a an the is are am be do does which what this these hi hello hey thanks thank also just of".split(" "),
);

const FORMS = new Map(
  Object.entries({
    forgotten: "forget",
    forgot: "forget",
    bought: "buy",
    purchase: "buy",
    sent: "send",
    paid: "pay",
    parcel: "package",
    begin: "start",
    began: "start",
    wrote: "write",
    written: "write",
    author: "write",
    large: "big",
    two: "2",
    three: "3",
    four: "4",
    five: "5",
    six: "6",
    seven: "7",
    eight: "8",
    nine: "9",
    ten: "10",
    may: "can",
    could: "can",
    might: "can",
    me: "i",
    was: "past",
    were: "past",
    did: "past",
    had: "past",
    has: "past",
    have: "past",
    been: "past",
    costs: "cost",
    price: "cost",
    prices: "cost",
  }),
);

const asWritten = (question: string): string =>
  PHRASES.reduce(
    (text, [pattern, word]) => text.replace(pattern, word),
    question
      .normalize("NFKC")
      // A thing that is called A, not the article.
      .replace(/(?<=\S )A\b/g, "letter A")
      .toLowerCase()
      .replace(/\bletter a\b/g, "letter'a"),
  );

/** Without the ending of a plural or of a verb's form; short words, numbers and codes as they are. */
function inOneForm(token: string): string {
  const word = token.replace(/'s?$/, "");
  const known = FORMS.get(word);
  if (known !== undefined) return known;
  if (word.length < 5 || /\p{N}/u.test(word)) return word.replace(/^(\p{L}{3,})s$/u, "$1");
  const bare = word.replace(/(?:ies|ied)$/, "y").replace(/(?:ing|ed|es|s)$/, "");
  const stem = bare.length < 3 ? word : bare.replace(/([^aeiou])\1$/, "$1").replace(/e$/, "");
  return FORMS.get(stem) ?? stem;
}
