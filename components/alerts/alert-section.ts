import type { SectionPage } from "@/components/layout/section-navigation";

/** The tabs of the alerts section. */
export const ALERT_PAGES: readonly SectionPage[] = [
  { href: "/alerts", label: "Alerts" },
  { href: "/alerts/rules", label: "Rules" },
  { href: "/alerts/webhooks", label: "Webhooks" },
];
