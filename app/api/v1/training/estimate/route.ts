import { route } from "@/lib/auth";
import { estimateTuning } from "@/lib/training";
import { EstimateTuningQuery } from "@/lib/training/schemas";

/** What fine-tuning a model would take: examples, tokens, and the cost when a price is given. Nothing is sent anywhere. */
export const GET = route({ query: EstimateTuningQuery, handle: ({ ctx, query }) => estimateTuning(ctx, query) });
