import { ApiError } from "@/lib/client/api";

/** Says what the server would say of a field, without asking it. */
export const wrongField = (field: string, message: string): ApiError =>
  new ApiError(message, { code: "invalid_input", status: 400, field });
