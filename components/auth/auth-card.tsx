import type { ReactNode } from "react";
import { BrandMark } from "@/components/layout/brand";
import { Card, CardContent } from "@/components/ui/card";

/** The one card of a page that people see before they are signed in. */
export function AuthCard({
  title,
  description,
  children,
}: {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card className="w-full max-w-sm">
      <CardContent className="grid gap-5 p-6 first:pt-6">
        <header className="grid gap-1.5">
          <BrandMark className="mb-2 size-8" />
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {description && <p className="text-sm text-muted-foreground">{description}</p>}
        </header>
        {children}
      </CardContent>
    </Card>
  );
}
