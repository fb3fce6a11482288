import { Download } from "lucide-react";
import { Button, type ButtonProps } from "@/components/ui/button";

export function ExportButton(props: ButtonProps) {
  return (
    <Button aria-haspopup="menu" {...props}>
      <Download aria-hidden className="size-3.5" />
      Export
    </Button>
  );
}
