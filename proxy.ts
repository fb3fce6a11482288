import { NextResponse, type NextRequest } from "next/server";
import { PATH_HEADER } from "@/lib/platform/http/path-header";

/**
 * Tells pages their own address, so that signing in leads back to it. It guards nothing: every page and every route
 * checks for itself who is asking.
 */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

/** Pages only: no API, no asset, no file with an ending. */
export const config = { matcher: ["/((?!api/|v1/|_next/|.*\\.[a-z0-9]+$).*)"] };
