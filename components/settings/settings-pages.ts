const PAGES = [
  { href: "/settings/providers", label: "Providers", forAdmins: false },
  { href: "/settings/keys", label: "API keys", forAdmins: true },
  { href: "/settings/members", label: "Members", forAdmins: false },
  { href: "/settings/account", label: "Account", forAdmins: false },
  { href: "/settings/audit", label: "Audit log", forAdmins: true },
  { href: "/settings/retention", label: "Retention", forAdmins: false },
  { href: "/settings/demo", label: "Demo", forAdmins: false },
] as const;

/** The pages of the settings that this person may use. */
export const settingsPages = (isAdmin: boolean) => PAGES.filter(({ forAdmins }) => isAdmin || !forAdmins);
