import type { SectionPage } from "@/components/layout/section-navigation";

/** The tabs of the training section. */
export const TRAINING_PAGES: readonly SectionPage[] = [
  { href: "/training", label: "Runs" },
  { href: "/training/data", label: "Data" },
  { href: "/training/review", label: "Review" },
  { href: "/training/triggers", label: "Triggers" },
];
