/**
 * The declared path of a request, `/api/v1/tasks/{slug}`, from the requested one and the values of its parameters.
 * Values are looked for from the end, where parameters stand. Unlike requested paths there are few of them.
 */
export function routePattern(
  pathname: string,
  params: Readonly<Record<string, string | string[] | undefined>>,
): string {
  const segments = pathname.split("/");
  for (const [name, value] of Object.entries(params).reverse()) {
    const parts = Array.isArray(value) ? value : [value ?? ""];
    const start = segments.lastIndexOf(parts[0]!, segments.length - parts.length);
    if (start > 0) segments.splice(start, parts.length, `{${name}}`);
  }
  return segments.join("/");
}
