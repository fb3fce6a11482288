/** Every page of a signed-in person, with the title of its first heading. */
export const PAGES = [
  { path: "/", title: "Overview" },
  { path: "/playground", title: "Playground" },
  { path: "/executions", title: "Executions" },
  { path: "/models", title: "Models" },
  { path: "/tasks", title: "Tasks" },
  { path: "/tasks/ticket_classification", title: "Ticket classification" },
  { path: "/tasks/ticket_classification?tab=history", title: "Ticket classification" },
  { path: "/tasks/ticket_classification?tab=versions", title: "Ticket classification" },
  { path: "/training", title: "Training" },
  { path: "/settings/providers", title: "Providers" },
  { path: "/settings/keys", title: "API keys" },
  { path: "/settings/members", title: "Members" },
  { path: "/settings/account", title: "Account" },
  { path: "/settings/audit", title: "Audit log" },
  { path: "/settings/demo", title: "Demo" },
] as const;
