import { isApiError } from "@/lib/client/api";

export type ErrorFacts = { title: string; message: string; requestId: string | undefined; needsSignIn: boolean };

const TITLES: Record<string, string> = {
  network: "No connection",
  unauthenticated: "Your session has ended",
  forbidden: "You may not see this",
  not_found: "Not found",
  rate_limited: "Too many requests",
  unavailable: "The server is not ready",
  timeout: "This took too long",
};

/** Words for anything thrown. Only messages of the API are meant for readers; others stay inside. */
export function describeError(error: unknown): ErrorFacts {
  if (!isApiError(error)) {
    return {
      title: "Something went wrong",
      message: "This part of the page failed. Trying again may help; if it does not, reload the page.",
      requestId: undefined,
      needsSignIn: false,
    };
  }
  return {
    title: TITLES[error.code] ?? "This could not be loaded",
    message: error.message,
    requestId: error.requestId,
    needsSignIn: error.code === "unauthenticated",
  };
}
