import { ROUTES } from "@/generated/routes";
import { OPENAI_PATHS } from "@/lib/gateway";
import { buildDocument, type ApiDocument } from "@/lib/platform/openapi";
import { SYSTEM_PATHS } from "./system-paths";

let built: ApiDocument | undefined;

/** The API of this build. It never changes while the process runs, so it is made once. */
export function apiDocument(publicUrl: string): ApiDocument {
  built ??= buildDocument(ROUTES, { ...OPENAI_PATHS, ...SYSTEM_PATHS }, publicUrl);
  return built;
}
