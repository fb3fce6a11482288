/** Longest text that is read by a policy, characters: more says little and costs the encoder time. */
const MAX_READ_CHARACTERS = 8_000;

/** What a policy reads of a prompt, when it learns and when it is asked. The rest can be forgotten. */
export function partRead(prompt: string): string {
  if (prompt.length <= MAX_READ_CHARACTERS) return prompt;
  // A mere slice would keep the whole text in memory.
  return Buffer.from(prompt.slice(0, MAX_READ_CHARACTERS), "utf16le").toString("utf16le");
}
