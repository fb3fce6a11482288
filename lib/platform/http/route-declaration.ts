import type { z } from "zod";
import type { Scope } from "../ctx";

/** What a route says about itself, for whoever describes the API. */
export type RouteDeclaration = {
  isPublic: boolean;
  /** undefined = `read` for GET, else `write`. */
  scope: Scope | undefined;
  query: z.ZodType | undefined;
  body: z.ZodType | undefined;
  /** Media type of a body that the handler reads itself. */
  bodyType: string | undefined;
  /** Media type of success, when it is not JSON. */
  answerType: string | undefined;
  status: number;
  /** Bytes; undefined = the usual limit. */
  maxBodyBytes: number | undefined;
};

const DECLARATION = Symbol.for("ai-gym.route-declaration");

/** The handler itself, with its declaration attached. */
export function declared<Handler extends object>(handler: Handler, declaration: RouteDeclaration): Handler {
  return Object.defineProperty(handler, DECLARATION, { value: declaration });
}

/** null for anything that `declared` did not mark. */
export function declarationOf(handler: unknown): RouteDeclaration | null {
  if (typeof handler !== "function") return null;
  return (handler as { [DECLARATION]?: RouteDeclaration })[DECLARATION] ?? null;
}
