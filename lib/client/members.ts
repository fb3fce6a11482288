import { infiniteQueryOptions } from "@tanstack/react-query";
import type {
  AcceptedInvitation,
  AcceptInvitationInput,
  CreatedInvitation,
  CreatedPasswordReset,
  Invitation,
  InviteInput,
  Member,
} from "@/lib/auth/schemas";
import { api, apiPage, toSearch } from "./api";

export const membersQuery = () =>
  infiniteQueryOptions({
    queryKey: ["members"],
    queryFn: ({ signal, pageParam }) => apiPage<Member>(`/members?${toSearch({ cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** Pending invitations, newest first. */
export const invitationsQuery = () =>
  infiniteQueryOptions({
    queryKey: ["invitations"],
    queryFn: ({ signal, pageParam }) =>
      apiPage<Invitation>(`/invitations?${toSearch({ cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const changeRole = (userId: string, role: Member["role"]) =>
  api<{ userId: string; role: Member["role"] }>(`/members/${userId}`, { method: "PATCH", body: { role } });

/** `activeKeyCount` keys of the removed person go on working. */
export const removeMember = (userId: string) =>
  api<{ userId: string; activeKeyCount: number }>(`/members/${userId}`, { method: "DELETE" });

/** The answer is the only one that holds the link. */
export const invite = (input: InviteInput, idempotencyKey: string) =>
  api<CreatedInvitation>("/invitations", { body: input, idempotencyKey });

export const revokeInvitation = (id: string) => api<{ id: string }>(`/invitations/${id}`, { method: "DELETE" });

export const acceptInvitation = (input: AcceptInvitationInput) =>
  api<AcceptedInvitation>("/invitations/accept", { body: input });

/** The answer is the only one that holds the link. */
export const makeResetLink = (userId: string) =>
  api<CreatedPasswordReset>(`/members/${userId}/password-reset`, { method: "POST" });

/** Ends every session of the person of the link. */
export const resetPassword = (token: string, password: string) =>
  api<{ email: string }>("/password-resets/use", { body: { token, password } });

/** Ends every session of the signed-in person, this one included. */
export const changePassword = (currentPassword: string, newPassword: string) =>
  api<{ userId: string }>("/me/password", { body: { currentPassword, newPassword } });

/** Ends every session of the signed-in person, this one included. */
export const signOutEverywhere = () => api<{ userId: string }>("/me/sign-out-everywhere", { method: "POST" });
