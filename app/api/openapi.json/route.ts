import { publicRoute } from "@/lib/auth";
import { apiDocument } from "./api-document";

/** The API as an OpenAPI 3.1 document. It holds nothing of any organization, so anyone may read it. */
export const GET = publicRoute({
  handle: ({ runtime }) =>
    Promise.resolve(
      Response.json(apiDocument(runtime.publicUrl), { headers: { "cache-control": "public, max-age=300" } }),
    ),
});
