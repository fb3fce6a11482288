import { route } from "@/lib/auth";
import { addExamples, listExamples } from "@/lib/training";
import { AddExamplesInput, ListExamplesQuery } from "@/lib/training/schemas";

/** Candidates for training examples, the newest or the most informative first. */
export const GET = route({ query: ListExamplesQuery, handle: ({ ctx, query }) => listExamples(ctx, query) });

/** A thousand long texts. */
const MAX_BODY_BYTES = 16_000_000;

/** Adds labelled texts, also with new labels. Known ones only gain a vote. */
export const POST = route({
  body: AddExamplesInput,
  status: 201,
  maxBodyBytes: MAX_BODY_BYTES,
  handle: ({ ctx, body }) => addExamples(ctx, body),
});
