const TEXTS = {
  billing: ["invoice", "refund", "charged twice", "payment failed", "receipt", "credit card", "wrong amount"],
  delivery: ["parcel", "courier", "tracking number", "late delivery", "wrong address", "shipping", "package lost"],
  login: ["password", "sign in", "locked account", "two-factor code", "username", "reset link", "cannot log in"],
  praise: ["great service", "thank you", "love it", "excellent support", "very happy", "wonderful team", "well done"],
} as const;

const FRAMES = ["Question about", "Hello, I write because of", "Please look at this:", "Again:", "My topic is"];

/** A small set that is easy to learn; with `copies` above one every text appears that often, numbered. */
export function labelledCsv(copies = 1): string {
  const rows = Object.entries(TEXTS).flatMap(([label, words]) =>
    words.flatMap((word) =>
      FRAMES.flatMap((frame) =>
        Array.from({ length: copies }, (_, copy) => `"${frame} ${word}${copy ? ` (case ${copy})` : ""}",${label}`),
      ),
    ),
  );
  return `text,category\n${rows.join("\n")}\n`;
}
