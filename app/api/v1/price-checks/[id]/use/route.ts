import { route } from "@/lib/auth";
import { takeOverPrice } from "@/lib/registry";
import { TakeOverPriceInput } from "@/lib/registry/schemas";

/** Puts the list's price of a model in force. Withdrawing the statement that it answers with takes it back. */
export const POST = route({
  body: TakeOverPriceInput,
  status: 201,
  handle: ({ ctx, params, body }) => takeOverPrice(ctx, params.id!, body),
});
