/** Longest part of a message that is read, characters: what a person wants stands at its beginning or at its end. */
const HEAD = 600;
const TAIL = 300;

/** The part of a message that detection reads. */
export const partRead = (text: string): string =>
  text.length <= HEAD + TAIL ? text : `${text.slice(0, HEAD)} ${text.slice(-TAIL)}`;
