/**
 * Tokens of a text, estimated as a quarter of its letters and at least one per text that has any. Local models read words and
 * letter runs, not tokens, and are paid by computing time; the number only makes volumes comparable with other models.
 */
export const approximateTokens = (text: string): number => Math.ceil(text.length / 4);
