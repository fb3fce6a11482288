/** Pages whose filters can be kept. */
export const VIEW_PAGES = ["overview", "executions", "costs", "comparison"] as const;
export type ViewPage = (typeof VIEW_PAGES)[number];
