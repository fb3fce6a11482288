import type { Finding } from "./finding";

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
const URL_LIKE = /(?:https?:\/\/|www\.)[^\s<>"'()[\]{}]{3,500}/giu;
const PHONE =
  /(?<![\p{L}\p{N}.,/-])(?:\+\d{1,3}[\s./-]?|\(0\d{1,5}\)\s?|0)(?:\(?\d{1,5}\)?[\s./-]?){2,6}\d{2,5}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}-])\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)/gu;
const CODE = /(?<![\p{L}\p{N}])(?=[A-Z0-9-]*\d)[A-Z0-9]{1,12}(?:[-/][A-Z0-9]{1,12}){0,4}(?![\p{L}\p{N}]|[.,]\d)/gu;

export const findEmails = (text: string): Finding<string>[] =>
  found(text, EMAIL, (value) => value.replace(/[.-]+$/, ""));

export const findUrls = (text: string): Finding<string>[] =>
  found(text, URL_LIKE, (value) => value.replace(/[.,;:!?]+$/, ""));

/** Numbers that are written like those of telephones, of seven digits and more. */
export const findPhones = (text: string): Finding<string>[] =>
  found(text, PHONE, (value) => value.trim()).filter(({ value }) => {
    const digits = value.replace(/\D/g, "").length;
    return digits >= 7 && digits <= 15;
  });

/** Numbers of orders, invoices, devices: capitals and digits, at least one digit. Plain numbers are among them. */
export const findCodes = (text: string): Finding<string>[] => found(text, CODE, (value) => value);

function found(text: string, pattern: RegExp, clean: (value: string) => string): Finding<string>[] {
  return [...text.matchAll(pattern)].map((match) => {
    const value = clean(match[0]);
    const start = match.index + match[0].indexOf(value);
    return { value, start, end: start + value.length };
  });
}
