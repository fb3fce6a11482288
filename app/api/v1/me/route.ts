import { getMe, route } from "@/lib/auth";

/** Who the caller is, what they may do, and which organizations they belong to. */
export const GET = route({
  handle: ({ ctx }) => getMe(ctx),
});
