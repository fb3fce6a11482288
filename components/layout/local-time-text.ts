const pad = (value: number) => String(value).padStart(2, "0");

/** A moment as a `datetime-local` field holds it, in the browser's zone: `2026-03-31T14:00`. */
export function localTimeText(time: Date): string {
  const date = `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;
  return `${date}T${pad(time.getHours())}:${pad(time.getMinutes())}`;
}
