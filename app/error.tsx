"use client";

import { PageError } from "@/components/layout/page-error";

export default function RootError(props: Parameters<typeof PageError>[0]) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <PageError {...props} />
    </main>
  );
}
