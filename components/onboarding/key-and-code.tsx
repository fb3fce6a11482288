"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { newIdempotencyKey } from "@/lib/client/api";
import { createKey } from "@/lib/client/keys";
import { asCurl, asPython, asTypeScript, type FirstRequest } from "./first-request";

const LANGUAGES = [
  { value: "curl", label: "curl", write: asCurl },
  { value: "typescript", label: "TypeScript", write: asTypeScript },
  { value: "python", label: "Python", write: asPython },
] as const;

/** Makes an API key and shows a request that holds it, ready to paste. The key is shown this once. */
export function KeyAndCode({ request, origin }: { request: FirstRequest; origin: string }) {
  const queryClient = useQueryClient();
  const [language, setLanguage] = useState<string>("curl");
  const [idempotencyKey] = useState(newIdempotencyKey);
  const creation = useMutation({
    mutationFn: () =>
      createKey({ name: "First key", scopes: ["read", "run", "record"], expiresAt: null }, idempotencyKey),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["keys"] }),
  });

  if (!creation.data) {
    return (
      <div className="grid justify-items-start gap-2">
        <p className="text-sm text-muted-foreground">
          {request.title}: make a key, then paste the command into a terminal.
        </p>
        <Button variant="primary" onClick={() => creation.mutate()} isPending={creation.isPending}>
          Create an API key
        </Button>
        {creation.error && <Alert tone="danger">{creation.error.message}</Alert>}
      </div>
    );
  }
  const { key } = creation.data;
  return (
    <div className="grid gap-2">
      <Tabs value={language} onValueChange={setLanguage}>
        <TabsList>
          {LANGUAGES.map(({ value, label }) => (
            <TabsTrigger key={value} value={value}>
              {label}
            </TabsTrigger>
          ))}
        </TabsList>
        {LANGUAGES.map(({ value, write }) => (
          <TabsContent key={value} value={value}>
            <CodeBlock code={write(request, origin, key)} />
          </TabsContent>
        ))}
      </Tabs>
      <p className="text-sm text-muted-foreground">
        The key is shown only now. Keep it, or make another one in Settings, API keys.
      </p>
    </div>
  );
}
