import { wrongField } from "@/components/data/wrong-field";
import type { ApiKey } from "@/lib/auth/schemas";
import { formatCount } from "@/lib/client/format";

type Limits = Pick<ApiKey, "requestsPerMinute" | "tokensPerMinute">;

/** Limits from the text of their fields; an empty one is none. Throws an `ApiError` that names the field at fault. */
export function limitsOf(texts: Record<keyof Limits, string>): Limits {
  return {
    requestsPerMinute: limitOf(texts.requestsPerMinute, "requestsPerMinute"),
    tokensPerMinute: limitOf(texts.tokensPerMinute, "tokensPerMinute"),
  };
}

function limitOf(text: string, field: keyof Limits): number | null {
  const digits = text.replace(/[\s,]/g, "");
  if (digits === "") return null;
  if (!/^[1-9]\d*$/.test(digits)) throw wrongField(field, "Enter a whole number, or nothing for no limit");
  return Number(digits);
}

/** Each limit in words; none = unlimited. */
export function limitTexts({ requestsPerMinute, tokensPerMinute }: Limits): string[] {
  return [
    ...(requestsPerMinute === null ? [] : [`${formatCount(requestsPerMinute)} requests/min`]),
    ...(tokensPerMinute === null ? [] : [`${formatCount(tokensPerMinute)} tokens/min`]),
  ];
}
