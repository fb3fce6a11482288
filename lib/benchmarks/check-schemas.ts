import { z } from "zod";
import { SCORERS } from "@/lib/quality/schemas";

const short = z.string().min(1).max(2_000);
/** Groups of spellings; of each group one has to stand in the answer. */
const mentions = z.array(z.array(z.string().min(1).max(200)).min(1).max(20)).max(20);
const forbids = z.array(z.string().min(1).max(200)).max(20);

/** How an answer is judged. */
export const Check = z.discriminatedUnion("kind", [
  /** The final answer is this text, whatever its case, quotes and punctuation at the ends. */
  z.strictObject({ kind: z.literal("exact"), expected: short }),
  z.strictObject({ kind: z.literal("one_of"), expected: z.array(short).min(1).max(50) }),
  /** The final number. */
  z.strictObject({
    kind: z.literal("numeric"),
    expected: z.number(),
    /** Largest difference that is right. (Default: a billionth of the number, for rounding.) */
    tolerance: z.number().min(0).optional(),
  }),
  /** One of several labels: the answer names the right one and no other. */
  z.strictObject({ kind: z.literal("label"), expected: short, labels: z.array(short).min(1).max(500) }),
  /** What has to be said, and what must not be. Words, whatever their case. */
  z.strictObject({
    kind: z.literal("mentions"),
    all: mentions.min(1),
    none: forbids.optional(),
    /** Longer answers lose their points: a list of everything says nothing. */
    maxWords: z.number().int().min(1).max(5_000).optional(),
  }),
  /** JSON with these fields, or of this schema, or both. */
  z
    .strictObject({
      kind: z.literal("json"),
      expected: z.json().optional(),
      schema: z.record(z.string(), z.json()).optional(),
    })
    .refine(({ expected, schema }) => expected !== undefined || schema !== undefined, {
      message: "needs `expected`, `schema` or both",
      path: ["expected"],
    }),
  /** JavaScript or TypeScript, run in the sandbox. */
  z.strictObject({
    kind: z.literal("code"),
    tests: z
      .array(z.strictObject({ expression: z.string().min(1).max(5_000), expected: z.json().optional() }))
      .min(1)
      .max(50),
  }),
  /** What no rule can tell: the run's judge, a model, looks at it. Without criteria as at the scorer's kind of answer. */
  z.strictObject({
    kind: z.literal("judge"),
    scorer: z.enum(SCORERS).default("general"),
    /** What the judge looks at; all weigh the same. */
    criteria: z
      .array(
        z.strictObject({
          name: z
            .string()
            .max(40)
            .regex(/^[a-z][a-z0-9_]*$/, "must be lower-case letters, digits and `_`")
            .refine((name) => name !== "verdictId"),
          asks: z.string().trim().min(1).max(500),
        }),
      )
      .min(1)
      .max(8)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "must name each criterion once")
      .optional(),
    /** What a right answer would say. */
    reference: short.optional(),
  }),
  /** A scorer of lib/quality, and what a good answer must hold beside. */
  z.strictObject({
    kind: z.literal("rubric"),
    scorer: z.enum(SCORERS),
    reference: z.json().optional(),
    mentions: mentions.optional(),
    forbids: forbids.optional(),
  }),
  /** A ranked list of ids, as search models answer with: nDCG of its first `k` against what is relevant. */
  z.strictObject({
    kind: z.literal("ranking"),
    /** Grade by external id of a document, 1 helps, 2 answers; what is not named is not relevant. */
    relevant: z
      .record(z.string().min(1).max(300), z.number().positive("is more than 0").max(10))
      .refine((grades) => Object.keys(grades).length > 0, "names at least one document")
      .refine((grades) => Object.keys(grades).length <= 100, "names at most 100 documents"),
    /** Results that count. (Default: 10.) */
    k: z.number().int().min(1).max(30).optional(),
  }),
]);
export type Check = z.infer<typeof Check>;

/** Longest picture of a test as a data URL, characters: about 300 kB. */
const MOST_PICTURE = 400_000;

const ContentPart = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text: z.string().min(1).max(50_000) }),
  z.strictObject({
    type: z.literal("image_url"),
    image_url: z.strictObject({
      url: z
        .string()
        .max(MOST_PICTURE, "is a picture of at most 300 kB")
        .regex(/^data:image\/(png|jpeg|webp|gif);base64,/, "is a data URL of a picture"),
    }),
  }),
]);

const TestMessage = z.strictObject({
  role: z.enum(["system", "user", "assistant"]),
  /** A text, or parts of which some are pictures. */
  content: z.union([z.string().min(1).max(50_000), z.array(ContentPart).min(1).max(10)]),
});
export type TestMessage = z.infer<typeof TestMessage>;

const TestId = z
  .string()
  .max(80)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.:-]*$/, "must be letters, digits, `_`, `.`, `:` and `-`");

/** One question and how its answer is judged. */
export const BenchmarkTest = z.strictObject({
  /** Unique in its suite; the same question keeps its id over versions, so that runs compare. */
  id: TestId,
  messages: z.array(TestMessage).min(1).max(50),
  check: Check,
  /** Tasks that it is made for. (Default: every task of the category.) */
  tasks: z.array(z.string().min(1).max(60)).min(1).max(20).optional(),
  /** An answer that is right, for the reader. */
  example: z.string().max(20_000).optional(),
});
export type BenchmarkTest = z.infer<typeof BenchmarkTest>;

/** A test as people and files write it: `prompt` is short for one message of the user. */
export const BenchmarkTestInput = z
  .strictObject({
    ...BenchmarkTest.shape,
    messages: BenchmarkTest.shape.messages.optional(),
    prompt: z.string().min(1).max(50_000).optional(),
  })
  .refine(({ messages, prompt }) => (messages === undefined) !== (prompt === undefined), {
    message: "needs either `messages` or `prompt`",
    path: ["prompt"],
  })
  .transform(({ prompt, messages, ...test }): BenchmarkTest => ({
    ...test,
    messages: messages ?? [{ role: "user", content: prompt ?? "" }],
  }));
export type BenchmarkTestInput = z.input<typeof BenchmarkTestInput>;
