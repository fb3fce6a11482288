import { z } from "zod";

/** US dollars per token; null = the list states none. */
const usdPerToken = z
  .number({ error: "must be US dollars per token" })
  .min(0, { error: "must be at least 0" })
  .max(1, { error: "must be at most 1: prices are per token" })
  .nullish();

const rates = {
  input: usdPerToken,
  output: usdPerToken,
  cache_read: usdPerToken,
  cache_write: usdPerToken,
  cache_write_1h: usdPerToken,
  reasoning_output: usdPerToken,
  audio_input: usdPerToken,
  audio_output: usdPerToken,
};

/** Long inputs: `above_input_tokens`, or a `range`, which we cannot express. */
const Tier = z.object({ above_input_tokens: z.number().int().positive().nullish(), ...rates });

const name = z.string().min(1).max(300);

/** A model of a price list. What the list says beside prices is left out. */
export const PriceListRow = z.object({
  provider: name,
  id: name,
  aliases: z.array(name).max(100).nullish(),
  ...rates,
  per_request: z.number().min(0).max(1_000).nullish(),
  batch_input: usdPerToken,
  batch_output: usdPerToken,
  flex_input: usdPerToken,
  flex_output: usdPerToken,
  priority_input: usdPerToken,
  priority_output: usdPerToken,
  tiers: z.array(Tier).max(10).nullish(),
  /** Which book the row was taken from. */
  source: name.nullish(),
});
export type PriceListRow = z.infer<typeof PriceListRow>;

/** Unit that the list states; per million would be wrong by six digits. */
const UNIT = "USD per token";

/** A second price book as a file: one row a model, US dollars per token. */
export const PriceList = z.object({
  meta: z
    .object({
      /** Day of the list, `YYYY-MM-DD`. */
      generated: z.string().max(40).nullish(),
      unit: z.literal(UNIT, { error: `must be "${UNIT}"` }).nullish(),
    })
    .nullish(),
  models: z.array(PriceListRow, { error: "must be the list of models" }).min(1).max(20_000),
});
export type PriceList = z.infer<typeof PriceList>;
