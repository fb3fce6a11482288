import { cn } from "@/components/ui/cn";
import { Select, type SelectOption } from "@/components/ui/select";

export type FilterSelectProps = {
  label: string;
  /** null shows everything. */
  value: string | null;
  onChange: (value: string | null) => void;
  options: readonly SelectOption[];
  /** (Default: "All" and the label) */
  allLabel?: string;
};

export function FilterSelect({ label, value, onChange, options, allLabel }: FilterSelectProps) {
  return (
    <Select
      aria-label={label}
      isQuiet
      frameClassName="w-auto min-w-28 max-w-52 max-sm:flex-1"
      className={cn(value !== null && "border-accent bg-accent-subtle text-accent-text")}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{allLabel ?? `${label}: all`}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}
