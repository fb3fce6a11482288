import type { ReactNode } from "react";
import { SectionNavigation } from "@/components/layout/section-navigation";
import { TRAINING_PAGES } from "@/components/training/training-pages";

export default function TrainingLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SectionNavigation label="Training" pages={TRAINING_PAGES} />
      {children}
    </>
  );
}
