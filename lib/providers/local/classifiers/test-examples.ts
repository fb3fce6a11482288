import type { LabelledText } from "./classifier";
import { seededRandom } from "@/lib/platform/seeded-random";

const TOPICS = {
  card: ["card", "pin", "chip", "contactless", "replace", "lost", "stolen", "arrive"],
  refund: ["refund", "money", "back", "merchant", "return", "charged", "twice", "reverse"],
  login: ["password", "login", "account", "code", "email", "reset", "locked", "device"],
} as const;

const FILLERS = ["i", "my", "the", "please", "why", "is", "can", "you", "help", "with"];

/** Dimensions of the made-up embeddings. */
export const TEST_DIMENSIONS = 16;

export type TestExamples = { rows: LabelledText[]; embeddings: Float32Array[] };

/** Short texts of three topics and embeddings that lean towards the topic, the same for the same seed. */
export function testExamples(countPerLabel: number, seed = 1): TestExamples {
  const random = seededRandom(seed);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)]!;
  const rows: LabelledText[] = [];
  const embeddings: Float32Array[] = [];
  for (let round = 0; round < countPerLabel; round++) {
    Object.entries(TOPICS).forEach(([label, words], topic) => {
      const text = Array.from({ length: 8 }, (_, at) => pick(at % 3 === 0 ? words : FILLERS)).join(" ");
      rows.push({ text, label });
      embeddings.push(lean(topic, random));
    });
  }
  return { rows, embeddings };
}

function lean(topic: number, random: () => number): Float32Array {
  const values = Float32Array.from({ length: TEST_DIMENSIONS }, (_, at) => random() - 0.5 + (at === topic ? 1.2 : 0));
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}
