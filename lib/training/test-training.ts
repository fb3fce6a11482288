/** Where the process of a training is killed in a test. */
export const STAGES = ["training", "registered", "deploying", "one in service"] as const;
export type Stage = (typeof STAGES)[number];

/** Forty texts of two labels. */
export const TEST_CSV = `text,category\n${Array.from({ length: 40 }, (_, index) => `word${index % 2} and ${index},c${index % 2}`).join("\n")}\n`;

export async function* csvOf(text = TEST_CSV): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Two numbers that tell the labels apart, in place of sentence vectors. */
const vectorOf = (text: string) => Float32Array.of(text.startsWith("word0") ? 1 : 0, text.startsWith("word1") ? 1 : 0);

export const TEST_EMBEDDER = {
  embed: async (texts: readonly string[]) => texts.map(vectorOf),
  embedMeasured: async (texts: readonly string[]) => texts.map((text) => ({ vector: vectorOf(text), cpuMs: 7 })),
};
