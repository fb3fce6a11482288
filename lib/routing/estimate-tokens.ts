/** Characters per token of English text in the usual encodings; other languages have fewer, so this errs low there. */
const CHARACTERS_PER_TOKEN = 4;

/** A quick guess of tokens, for routing before the call. Recorded usage is the vendor's or counted exactly. */
export const tokensOfCharacters = (characters: number): number => Math.ceil(characters / CHARACTERS_PER_TOKEN);
