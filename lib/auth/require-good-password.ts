import { invalidInput } from "@/lib/platform/errors";
import { passwordProblem, type PasswordContext } from "./password-policy";

/** Throws `invalid_input` with the reason when the password must not be used. */
export function requireGoodPassword(password: string, context: PasswordContext, field = "password"): void {
  const problem = passwordProblem(password, context);
  if (problem) throw invalidInput(problem, { field });
}
