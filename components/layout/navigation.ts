import {
  Activity,
  BellRing,
  BrainCircuit,
  Boxes,
  Coins,
  DatabaseZap,
  FlaskConical,
  Gauge,
  GraduationCap,
  HeartPulse,
  History,
  LayoutDashboard,
  Library,
  ListChecks,
  MessageSquareHeart,
  MessageSquareQuote,
  MessagesSquare,
  Rocket,
  Route,
  ServerCog,
  Settings,
  Split,
  TextQuote,
  Trophy,
  Sparkles,
  type LucideIcon,
} from "lucide-react";

export type NavigationItem = {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Pressed after `g`. */
  key: string;
  /** What else people call it, for the command palette. */
  keywords: string;
  /** Shows the time range in the top bar of this page; of those below it only in the named ones. */
  hasTimeRange?: boolean;
  /** Pages below it whose numbers depend on the time range as well. */
  timeRangePages?: readonly string[];
};

export type NavigationSection = { label: string | null; items: readonly NavigationItem[] };

/** Every page of the dashboard, in the order of the sidebar. */
export const NAVIGATION: readonly NavigationSection[] = [
  {
    label: null,
    items: [
      { href: "/", label: "Overview", icon: LayoutDashboard, key: "o", keywords: "home dashboard", hasTimeRange: true },
      { href: "/playground", label: "Playground", icon: FlaskConical, key: "p", keywords: "run try compare models" },
    ],
  },
  {
    label: "Observe",
    items: [
      {
        href: "/executions",
        label: "Executions",
        icon: Activity,
        key: "e",
        keywords: "requests calls logs traces",
        hasTimeRange: true,
      },
      {
        href: "/sessions",
        label: "Sessions",
        icon: MessagesSquare,
        key: "i",
        keywords: "conversations continuity topics models switches history",
      },
      {
        href: "/timeline",
        label: "Timeline",
        icon: History,
        key: "l",
        keywords: "changes history events feed what happened undo",
        hasTimeRange: true,
      },
      {
        href: "/costs",
        label: "Costs",
        icon: Coins,
        key: "c",
        keywords: "spend money budgets forecast savings",
        hasTimeRange: true,
        timeRangePages: ["/costs/savings"],
      },
      {
        href: "/provider-health",
        label: "Provider health",
        icon: HeartPulse,
        key: "h",
        keywords: "circuit breaker outage status",
      },
      {
        href: "/system",
        label: "System health",
        icon: ServerCog,
        key: "y",
        keywords: "jobs database recorder ready status background work",
      },
      {
        href: "/alerts",
        label: "Alerts",
        icon: BellRing,
        key: "a",
        keywords: "rules webhooks notifications thresholds firing",
      },
    ],
  },
  {
    label: "Configure",
    items: [
      {
        href: "/models",
        label: "Models",
        icon: Boxes,
        key: "m",
        keywords: "catalogue prices providers compare comparison",
        timeRangePages: ["/models/compare"],
      },
      {
        href: "/tasks",
        label: "Tasks",
        icon: ListChecks,
        key: "t",
        keywords: "functions configuration routing",
      },
      {
        href: "/prompts",
        label: "Prompts",
        icon: TextQuote,
        key: "w",
        keywords: "instructions templates versions labels variables library",
      },
      {
        href: "/knowledge",
        label: "Knowledge",
        icon: Library,
        key: "k",
        keywords: "documents collections search retrieval rag sources citations vectors embeddings",
      },
      {
        href: "/cache",
        label: "Cache",
        icon: DatabaseZap,
        key: "v",
        keywords: "answers again hit rate savings purge redis semantic",
      },
    ],
  },
  {
    label: "Improve",
    items: [
      {
        href: "/optimization",
        label: "AI optimization",
        icon: Sparkles,
        key: "z",
        keywords: "optimize tune faster cheaper better one click cost reduction performance quality recommendations",
      },
      {
        href: "/routing",
        label: "Routing",
        icon: Route,
        key: "u",
        keywords: "policies learned recordings replay router why model",
      },
      {
        href: "/answers",
        label: "Answers",
        icon: MessageSquareQuote,
        key: "n",
        keywords: "metrics accuracy confidence suggestions usage distribution priority type recommendations",
        hasTimeRange: true,
      },
      {
        href: "/feedback",
        label: "Feedback",
        icon: MessageSquareHeart,
        key: "f",
        keywords: "thumbs approval ratings corrections labels comments helpfulness usage",
        hasTimeRange: true,
      },
      {
        href: "/experiments",
        label: "Experiments",
        icon: Split,
        key: "x",
        keywords: "ab test variants bandit winner significance compare prompts",
      },
      {
        href: "/training",
        label: "Training",
        icon: GraduationCap,
        key: "r",
        keywords: "import examples classifier versions",
      },
      {
        href: "/deployments",
        label: "Deployments",
        icon: Rocket,
        key: "d",
        keywords: "versions rollout canary rollback gates shadow service",
      },
      {
        href: "/benchmarks",
        label: "Benchmarks",
        icon: Trophy,
        key: "b",
        keywords: "suites leaderboard compare models tests ranking schedule",
      },
      {
        href: "/detection",
        label: "Detection",
        icon: BrainCircuit,
        key: "j",
        keywords: "category emotion topic corrections retrain classify messages",
      },
      {
        href: "/quality",
        label: "Quality",
        icon: Gauge,
        key: "q",
        keywords: "score judge evaluate rate answers scorers",
      },
    ],
  },
  {
    label: null,
    items: [
      {
        href: "/settings",
        label: "Settings",
        icon: Settings,
        key: "s",
        keywords: "providers keys members password retention",
      },
    ],
  },
];

export const NAVIGATION_ITEMS: readonly NavigationItem[] = NAVIGATION.flatMap((section) => section.items);

/** The item that a path belongs to; the overview only for itself. */
export function activeItem(pathname: string): NavigationItem | undefined {
  return NAVIGATION_ITEMS.find(({ href }) => pathname === href || (href !== "/" && pathname.startsWith(`${href}/`)));
}

/** Whether the numbers of the page at this path depend on the chosen time range. */
export const hasTimeRange = (pathname: string): boolean =>
  NAVIGATION_ITEMS.some(
    ({ href, hasTimeRange: isOffered, timeRangePages }) =>
      (isOffered && href === pathname) || timeRangePages?.includes(pathname),
  );
