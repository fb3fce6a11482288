import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type LimitFieldsProps = {
  errors: Partial<Record<"requestsPerMinute" | "tokensPerMinute", string>>;
  initial?: { requestsPerMinute: number | null; tokensPerMinute: number | null };
};

/** How much a key may ask of models in a minute. */
export function LimitFields({ errors, initial }: LimitFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Requests per minute" error={errors.requestsPerMinute} hint="Empty for no limit." required={false}>
        {(control) => (
          <Input
            {...control}
            name="requestsPerMinute"
            inputMode="numeric"
            autoComplete="off"
            defaultValue={initial?.requestsPerMinute ?? ""}
          />
        )}
      </Field>
      <Field
        label="Tokens per minute"
        error={errors.tokensPerMinute}
        hint="Input and output together."
        required={false}
      >
        {(control) => (
          <Input
            {...control}
            name="tokensPerMinute"
            inputMode="numeric"
            autoComplete="off"
            defaultValue={initial?.tokensPerMinute ?? ""}
          />
        )}
      </Field>
    </div>
  );
}
