import { route } from "@/lib/auth";
import { uploadDocument } from "@/lib/knowledge";
import { MAX_FILE_BYTES, UploadDocumentQuery } from "@/lib/knowledge/schemas";
import { invalidInput } from "@/lib/platform/errors";
import { readBody } from "@/lib/platform/http/read-body";

/**
 * Adds one file, sent as the body: text, Markdown, HTML, CSV, PDF, or a picture with a caption. A file of the same name
 * takes the place of the one before. At most 20 MB.
 */
export const POST = route({
  query: UploadDocumentQuery,
  bodyType: "application/octet-stream",
  status: 202,
  handle: async ({ ctx, params, query, request }) => {
    const mediaType = request.headers.get("content-type") ?? "";
    if (mediaType.startsWith("multipart/"))
      throw invalidInput("Send the file itself as the body: `curl --data-binary @manual.pdf …?name=manual.pdf`");
    const bytes = await readBody(request, MAX_FILE_BYTES);
    return uploadDocument(ctx, params.slug ?? "", query, { mediaType, bytes });
  },
});
