import { route, signOutEverywhere } from "@/lib/auth";

/** Ends every session of the signed-in person, this one included. */
export const POST = route({
  scope: "read",
  handle: ({ ctx }) => signOutEverywhere(ctx),
});
