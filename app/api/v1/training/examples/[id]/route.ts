import { route } from "@/lib/auth";
import { reviewExample } from "@/lib/training";
import { ReviewInput } from "@/lib/training/schemas";

/** Accepts, fixes, rejects or reopens an example. */
export const PATCH = route({
  body: ReviewInput,
  handle: ({ ctx, body, params }) => reviewExample(ctx, params.id!, body),
});
