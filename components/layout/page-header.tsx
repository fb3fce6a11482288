import type { ReactNode } from "react";

export type PageHeaderProps = {
  title: string;
  /** One sentence: what one sees or does here. */
  description?: ReactNode;
  badge?: ReactNode;
  actions?: ReactNode;
};

/** The page's only h1. */
export function PageHeader({ title, description, badge, actions }: PageHeaderProps) {
  return (
    <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="flex flex-wrap items-center gap-2.5 text-xl font-semibold tracking-tight">
          <span className="min-w-0 break-words">{title}</span>
          {badge}
        </h1>
        {description && <p className="mt-0.5 max-w-prose text-sm text-muted-foreground">{description}</p>}
      </div>
      {actions && (
        <div data-print="hide" className="flex flex-wrap items-center gap-2">
          {actions}
        </div>
      )}
    </div>
  );
}
