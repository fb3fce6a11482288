import type { ReactNode } from "react";
import { EXPERIMENT_PAGES } from "@/components/experiments/experiment-section";
import { SectionNavigation } from "@/components/layout/section-navigation";

export default function ExperimentsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SectionNavigation label="Experiments" pages={EXPERIMENT_PAGES} />
      {children}
    </>
  );
}
