"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { newIdempotencyKey } from "@/lib/client/api";
import { createView, viewsQuery } from "@/lib/client/views";
import type { ViewPage } from "@/lib/views/schemas";

/** Keeps what the page shows now. */
export function SaveViewForm({ page, search }: { page: ViewPage; search: string }) {
  const id = useId();
  const mayShare = useMay("write");
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  const save = useMutation({
    mutationFn: () => createView({ page, name: name.trim(), search, isShared }, newIdempotencyKey()),
    onSuccess: async () => {
      setName("");
      await queryClient.invalidateQueries({ queryKey: viewsQuery(page).queryKey });
    },
  });
  return (
    <form
      className="grid gap-3 border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() && !save.isPending) save.mutate();
      }}
    >
      <Field label="Save what is shown now as" error={save.error ? describeError(save.error).message : null}>
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            autoComplete="off"
            placeholder="Failed calls of this week"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        {mayShare && (
          <span className="flex items-center gap-2">
            <Checkbox id={id} checked={isShared} onCheckedChange={(checked) => setIsShared(checked === true)} />
            <Label htmlFor={id} className="font-normal">
              Show it to everybody
            </Label>
          </span>
        )}
        <Button type="submit" variant="primary" className="ml-auto" isPending={save.isPending} disabled={!name.trim()}>
          Save view
        </Button>
      </div>
    </form>
  );
}
