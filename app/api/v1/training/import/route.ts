import { route } from "@/lib/auth";
import { invalidInput, tooLarge } from "@/lib/platform/errors";
import { importDataset } from "@/lib/training";
import { ImportQuery, MAX_IMPORT_BYTES } from "@/lib/training/schemas";

/** Imports labelled rows, sent as the body: CSV (`text,category`), JSON, or JSON lines (also OpenAI's for fine-tuning). Answers with counts and the rows that were left out. */
export const POST = route({
  query: ImportQuery,
  bodyType: "text/csv",
  status: 201,
  handle: async ({ ctx, query, request }) => {
    const type = request.headers.get("content-type") ?? "";
    if (
      type.startsWith("multipart/") ||
      (type.startsWith("application/json") && query.format === "csv") ||
      !request.body
    ) {
      throw invalidInput(
        "Send the CSV itself as the body: `curl --data-binary @tickets.csv -H 'content-type: text/csv' …`",
      );
    }
    if (Number(request.headers.get("content-length") ?? 0) > MAX_IMPORT_BYTES) {
      throw tooLarge(`The file is larger than ${MAX_IMPORT_BYTES / 1_000_000} MB: split it`);
    }
    return importDataset(ctx, query, request.body);
  },
});
