export const EXPERIMENT_PAGES = [
  { href: "/experiments", label: "Experiments" },
  { href: "/experiments/tester", label: "Test the tester" },
] as const;
