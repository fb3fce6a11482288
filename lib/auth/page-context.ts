import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Ctx } from "@/lib/platform/ctx";
import { PATH_HEADER } from "@/lib/platform/http/path-header";
import { newId } from "@/lib/platform/ids";
import { getRuntime } from "@/lib/platform/runtime";
import { authenticateRequest, type Identity } from "./authenticate";
import { isSetupOpen } from "./first-owner";
import { toCtx } from "./route";

/** Who looks at this page, or null. For the few pages that strangers may see; all others ask `pageContext`. */
export const pageVisitor: () => Promise<Identity | null> = cache(async () => {
  // Read first: it tells the build that the page cannot be made ahead, where there is no runtime.
  const cookie = (await headers()).get("cookie");
  return authenticateRequest(getRuntime(), { cookie });
});

/**
 * The signed-in person's context, for server components; asked several times in one request it is the same. Redirects
 * to the sign-in page, or to set-up while nobody has an account. Never catch what it throws: redirects are thrown.
 */
export const pageContext: () => Promise<Ctx> = cache(async () => {
  const identity = await pageVisitor();
  const runtime = getRuntime();
  if (identity) return toCtx(identity, newId(), runtime);
  if (await isSetupOpen(runtime)) redirect("/setup");
  const path = (await headers()).get(PATH_HEADER);
  redirect(path && path !== "/" ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in");
});
