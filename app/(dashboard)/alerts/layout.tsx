import type { ReactNode } from "react";
import { ALERT_PAGES } from "@/components/alerts/alert-section";
import { SectionNavigation } from "@/components/layout/section-navigation";

export default function AlertsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SectionNavigation label="Alerts" pages={ALERT_PAGES} />
      {children}
    </>
  );
}
