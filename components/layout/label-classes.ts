/** For words of the sidebar: out of sight while it is collapsed, still there for screen readers. */
export const labelClasses = "truncate lg:in-data-[sidebar=collapsed]:sr-only";
