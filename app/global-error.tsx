"use client";

import "./globals.css";

/** The last resort, when the root layout itself failed: no provider, no router. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <main className="grid min-h-dvh place-items-center p-4 text-center">
          <div role="alert">
            <h1 className="text-lg font-semibold">AI Gym could not be shown</h1>
            <p className="mt-1 text-sm text-muted-foreground">Something went wrong on our side.</p>
            {error.digest && <p className="mt-1 text-xs text-muted-foreground">Error {error.digest}</p>}
            <button
              type="button"
              onClick={() => window.location.reload()}
              className="mt-4 h-8 rounded-md border bg-surface px-3 text-sm font-medium"
            >
              Reload
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
