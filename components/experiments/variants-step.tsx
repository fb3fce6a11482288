import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { choicesQuery } from "@/lib/client/choices";
import { equalPercents, newVariant } from "./experiment-draft";
import { errorAt, FormStep, type StepFields } from "./form-step";
import { VariantFields } from "./variant-fields";

const MAX_VARIANTS = 10;

/** The control and what is compared with it. */
export function VariantsStep(fields: StepFields) {
  const { draft, change, wrong } = fields;
  const models = useQuery(choicesQuery("model"));
  return (
    <FormStep
      title="2. Variants"
      description="The first is the control. What is left empty stays as the task has it."
      isWide
    >
      {draft.variants.map((variant, index) => (
        <VariantFields
          key={index}
          index={index}
          variant={variant}
          models={models.data ?? []}
          error={errorAt(wrong, `variants[${index}]`)}
          onChange={(part) =>
            change({ variants: draft.variants.map((one, place) => (place === index ? { ...one, ...part } : one)) })
          }
          onRemove={
            index > 1 || draft.variants.length > 2
              ? () => change({ variants: equalPercents(draft.variants.filter((_, place) => place !== index)) })
              : null
          }
        />
      ))}
      {wrong?.field === "variants" && <Alert tone="danger">{wrong.message}</Alert>}
      {draft.variants.length < MAX_VARIANTS && (
        <Button
          className="justify-self-start"
          onClick={() =>
            change({ variants: equalPercents([...draft.variants, newVariant(`Variant ${draft.variants.length}`)]) })
          }
        >
          <Plus aria-hidden />
          Add variant
        </Button>
      )}
    </FormStep>
  );
}
