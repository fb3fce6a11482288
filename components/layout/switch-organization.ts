/** Moves the session to another organization. Everything fetched before belongs to the old one. Throws when the server refuses. */
export async function switchOrganization(organizationId: string): Promise<void> {
  const { getCsrfToken } = await import("next-auth/react");
  const response = await fetch("/api/auth/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ csrfToken: await getCsrfToken(), data: { organizationId } }),
  });
  if (!response.ok) throw new Error(`Switching was refused with status ${response.status}`);
}
