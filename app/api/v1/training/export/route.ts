import { route } from "@/lib/auth";
import { exportExamples } from "@/lib/training";
import { ExportExamplesQuery } from "@/lib/training/schemas";

/** Accepted examples, or a dataset, as CSV, JSON, or OpenAI's format for fine-tuning. */
export const GET = route({ query: ExportExamplesQuery, handle: ({ ctx, query }) => exportExamples(ctx, query) });
