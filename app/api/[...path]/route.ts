import { publicRoute } from "@/lib/auth";
import { notFound } from "@/lib/platform/errors";

/** What no route serves: programs get the envelope of every other failure, not a page. */
const unknown = publicRoute({
  handle: ({ request }) => {
    const { pathname } = new URL(request.url);
    throw notFound(`There is no ${pathname}. GET /api/openapi.json lists what there is`);
  },
});

export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT };
