import { route } from "@/lib/auth";
import { invalidInput } from "@/lib/platform/errors";
import { importReplay, listReplaySets } from "@/lib/providers";
import { ImportReplayQuery } from "@/lib/providers/schemas";

/** Lists imported recordings, newest first. */
export const GET = route({ handle: ({ ctx }) => listReplaySets(ctx) });

/**
 * Imports recorded answers, one JSON object a line (`{ prompt, answers?, scores?, cost?, task?, id? }`), as the body,
 * packed with gzip or not. Registers a model for every name in it. Answers with counts and the rows left out.
 */
export const POST = route({
  query: ImportReplayQuery,
  bodyType: "application/x-ndjson",
  status: 201,
  handle: async ({ ctx, query, request }) => {
    if ((request.headers.get("content-type") ?? "").startsWith("multipart/") || !request.body) {
      throw invalidInput("Send the file itself as the body: `curl --data-binary @answers.jsonl …`");
    }
    return importReplay(ctx, query, request.body);
  },
});
