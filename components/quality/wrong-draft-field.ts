import { isApiError } from "@/lib/client/api";
import { EMPTY_DRAFT, type Draft } from "./score-request";

const isDraftField = (name: string): name is keyof Draft => name in EMPTY_DRAFT;

/** The field of the form that an error is about, also when it names a part of it such as `tests.3.expression`; else null. */
export function wrongDraftField(error: unknown): { field: keyof Draft; message: string } | null {
  if (!isApiError(error)) return null;
  const [field = ""] = error.field?.split(/[.[]/u) ?? [];
  return isDraftField(field) ? { field, message: error.message } : null;
}
