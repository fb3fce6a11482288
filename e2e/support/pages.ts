/** Every page of a signed-in person, with its first heading; `canBeEmpty`: an installation that nothing was done with shows something else there. */
export const PAGES = [
  { path: "/", title: "Overview", canBeEmpty: true },
  { path: "/playground", title: "Playground", canBeEmpty: true },
  { path: "/executions", title: "Executions", canBeEmpty: true },
  { path: "/models", title: "Models", canBeEmpty: false },
  { path: "/tasks", title: "Tasks", canBeEmpty: false },
  { path: "/tasks/ticket_classification", title: "Ticket classification", canBeEmpty: false },
  { path: "/tasks/ticket_classification?tab=history", title: "Ticket classification", canBeEmpty: false },
  { path: "/tasks/ticket_classification?tab=versions", title: "Ticket classification", canBeEmpty: true },
  { path: "/training", title: "Training", canBeEmpty: true },
  { path: "/settings/providers", title: "Providers", canBeEmpty: false },
  { path: "/settings/keys", title: "API keys", canBeEmpty: true },
  { path: "/settings/members", title: "Members", canBeEmpty: false },
  { path: "/settings/account", title: "Account", canBeEmpty: false },
  { path: "/settings/audit", title: "Audit log", canBeEmpty: false },
  { path: "/settings/demo", title: "Demo", canBeEmpty: false },
] as const;
