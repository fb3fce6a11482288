/** How long a sequence such as `g e` may take between two keys. */
const SEQUENCE_MS = 1_200;

export type KeyPress = { key: string; isMod: boolean; isAlt: boolean; isTyping: boolean; atMs: number };

/**
 * Returns a function that is told of every key and answers which binding it completes. A binding is a key (`j`, `?`),
 * a sequence (`g e`), or `mod+k` (⌘ or Ctrl), the only kind that also works while typing. Keys are the characters typed, not
 * positions, so that every keyboard layout works.
 */
export function makeKeyMatcher(): (press: KeyPress, bindings: readonly string[]) => string | null {
  let before: { key: string; atMs: number } | null = null;

  return (press, bindings) => {
    const key = press.key.toLowerCase();
    const previous = before;
    before = null;
    if (press.isAlt) return null;
    if (press.isMod) return bindings.find((binding) => binding === `mod+${key}`) ?? null;
    if (press.isTyping) return null;

    if (previous && press.atMs - previous.atMs <= SEQUENCE_MS) {
      const sequence = bindings.find((binding) => binding === `${previous.key} ${key}`);
      if (sequence) return sequence;
    }
    if (bindings.some((binding) => binding.startsWith(`${key} `))) before = { key, atMs: press.atMs };
    return bindings.find((binding) => binding === key) ?? null;
  };
}
