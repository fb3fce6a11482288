import { route } from "@/lib/auth";
import { askCouncil } from "@/lib/gateway";
import { CouncilInput } from "@/lib/gateway/schemas";

/** Asks several models at once and answers with the one answer that comes of theirs, and with everyone's. */
export const POST = route({ scope: "run", body: CouncilInput, handle: ({ ctx, body }) => askCouncil(ctx, body) });
