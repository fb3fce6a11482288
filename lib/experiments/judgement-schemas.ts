import { z } from "zod";

const variant = z
  .string({ error: "is the key of a variant" })
  .min(1, "is missing")
  .max(40, "is at most 40 characters long");

const Judgement = z
  .strictObject({
    /** The variant whose answer was preferred. */
    preferred: variant,
    over: variant,
    /** Neither was preferred; the order of the two says nothing then. */
    isTie: z.boolean({ error: "is true or false" }).default(false),
    /** Your own name of this judgement: the same one counts once. */
    id: z
      .string()
      .min(1, "is missing")
      .max(200, "is at most 200 characters long")
      .regex(/^[^\0\p{Cs}]*$/u, "holds characters that cannot be stored")
      .optional(),
  })
  .refine(({ preferred, over }) => preferred !== over, {
    message: "is another variant than `preferred`",
    path: ["over"],
  });
export type Judgement = z.infer<typeof Judgement>;

export const JudgementsInput = z.union([
  Judgement.transform((judgement) => ({ judgements: [judgement] })),
  z.strictObject({
    judgements: z.array(Judgement).min(1, "holds at least one judgement").max(1_000, "holds at most 1,000 judgements"),
  }),
]);
export type JudgementsInput = z.infer<typeof JudgementsInput>;

export type JudgementsAnswer = { counted: number; duplicates: number };
