/** Starts a session. Throws an error whose message is for people. */
export async function signInWithPassword(email: string, password: string): Promise<void> {
  const { signIn } = await import("next-auth/react");
  const result = await signIn("credentials", { email, password, redirect: false });
  if (result?.ok && !result.error) return;
  throw new Error(result?.error ?? "The server did not answer. Check the connection, then try again");
}
