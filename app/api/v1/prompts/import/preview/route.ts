import { route } from "@/lib/auth";
import { previewImport } from "@/lib/prompts";
import { PreviewImportInput } from "@/lib/prompts/schemas";

/** What taking in a file would do, and what is wrong with it by line. Nothing is stored. */
export const POST = route({
  scope: "read",
  body: PreviewImportInput,
  maxBodyBytes: 25_000_000,
  handle: ({ ctx, body }) => previewImport(ctx, body),
});
