import type { PromptCategory } from "@/lib/prompts/words";

export const categoryName = (category: PromptCategory): string => category.replaceAll("_", " ");
