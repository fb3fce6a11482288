import { z } from "zod";
import { storableText } from "@/lib/platform/stored-json";

/** Text that the database can hold: it refuses the character NUL and halves of surrogate pairs. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => storableText(value) === value, {
      message: "holds characters that cannot be stored (NUL, or half an emoji)",
    });

/** The same without spaces around it, and never empty. */
export const name = (max: number) => text(max).trim().min(1);
