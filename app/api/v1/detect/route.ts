import { route } from "@/lib/auth";
import { detectMessage } from "@/lib/detection";
import { DetectInput } from "@/lib/detection/schemas";

/** What a message is about (category) and how its writer feels (emotion), found on this machine. Nothing is stored. */
export const POST = route({
  scope: "read",
  body: DetectInput,
  maxBodyBytes: 4_000_000,
  handle: ({ ctx, body }) => detectMessage(ctx, body),
});
