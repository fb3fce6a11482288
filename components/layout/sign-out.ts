/** Loaded on use: nothing else of the dashboard needs the sign-in library. */
export async function signOutHere(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}
