"use client";

import { useState, type FormEvent } from "react";
import { isApiError } from "@/lib/client/api";

/** What each field says when it is empty, in the order of the form. */
type RequiredTexts<Name extends string> = Partial<Record<Name, string>>;

type Problem<Name extends string> = {
  /** Shown beside the fields. */
  fields: Partial<Record<Name, string>>;
  /** Shown above the form: what belongs to no field. */
  message: string | null;
};

/**
 * Submits a form by script: checks that nothing is empty, shows what the server says beside the field it means, and
 * puts the focus there. `submit` throws `ApiError` or an `Error` whose message is for people, and leaves the page on success.
 */
export function useFormSubmit<Name extends string>(options: {
  names: readonly Name[];
  required: RequiredTexts<Name>;
  /** Gets the focus when a failure belongs to no field. */
  focusOnFailure: Name;
  submit: (values: Record<Name, string>) => Promise<void>;
}) {
  const [isPending, setIsPending] = useState(false);
  const [problem, setProblem] = useState<Problem<Name>>({ fields: {}, message: null });

  function fail(form: HTMLFormElement, found: Problem<Name>) {
    setProblem(found);
    setIsPending(false);
    const first = options.names.find((name) => found.fields[name]) ?? options.focusOnFailure;
    form.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  }

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const values = Object.fromEntries(options.names.map((name) => [name, String(data.get(name) ?? "")]));
    const empty = options.names.filter((name) => options.required[name] && values[name]?.trim() === "");
    if (empty.length > 0) {
      const fields = Object.fromEntries(empty.map((name) => [name, options.required[name]]));
      return fail(form, { fields: fields as Problem<Name>["fields"], message: null });
    }
    setProblem({ fields: {}, message: null });
    setIsPending(true);
    try {
      await options.submit(values as Record<Name, string>);
    } catch (error) {
      fail(form, problemOf(error, options.names));
    }
  }

  return { isPending, errors: problem.fields, message: problem.message, onSubmit };
}

/** The API names the field that it refuses; a schema's message begins with that name, which people need not read. */
function problemOf<Name extends string>(error: unknown, names: readonly Name[]): Problem<Name> {
  const message = error instanceof Error ? error.message : "Something went wrong. Try again";
  const field = isApiError(error) ? names.find((name) => name === error.field) : undefined;
  if (!field) return { fields: {}, message };
  const text = message.replace(/^`[\w.]+`: /, "");
  const said = text === message ? message : `This ${text}`;
  return { fields: { [field]: said } as Problem<Name>["fields"], message: null };
}
