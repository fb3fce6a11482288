import type { ReactNode } from "react";
import { COST_PAGES } from "@/components/costs/cost-pages";
import { SectionNavigation } from "@/components/layout/section-navigation";

export default function CostsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SectionNavigation label="Costs" pages={COST_PAGES} />
      {children}
    </>
  );
}
