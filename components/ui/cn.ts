import { clsx, type ClassValue } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** `shadow-card` and `shadow-raised` are ours; without this the merge would take them for shadow colours. */
const merge = extendTailwindMerge({ extend: { theme: { shadow: ["card", "raised"] } } });

/** Joins class names; of two that set the same property the later one wins. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes));
