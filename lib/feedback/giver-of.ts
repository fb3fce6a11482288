import type { Ctx } from "@/lib/platform/ctx";

/** Who speaks: the person that the caller names, else the caller. The three kinds of name cannot be confused. */
export const giverOf = ({ actor }: Ctx, userRef: string | null | undefined): string =>
  userRef ? `ref:${userRef}` : `${actor.type}:${actor.id}`;
